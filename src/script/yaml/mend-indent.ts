import { isText, type Line, takeApart } from './line.js';
import type { Mending } from './mending.js';
import { quoteYaml } from './quote.js';
import { lineOf, type Source } from './source.js';

/** The line with its tabs as blanks, or where a line above begins. */
export function* tabs(source: Source, number: number, { text, indent }: Line): Generator<Mending> {
  const found = { kind: 'tab', column: text.indexOf('\t') + 1, value: '' } as const;
  for (const width of [2, 4, 8])
    yield { ...found, text: indent.replaceAll('\t', ' '.repeat(width)) + text.trimStart() };
  for (const width of widthsAbove(source, number))
    yield { ...found, text: ' '.repeat(width) + text.trimStart() };
}

/** The line where a line above begins, the nearest first. */
export function* indentings(source: Source, number: number, { text, indent }: Line): Generator<Mending> {
  for (const width of widthsAbove(source, number)) {
    if (width === indent.length) continue;
    yield {
      kind: 'indent',
      text: ' '.repeat(width) + text.trimStart(),
      column: indent.length + 1,
      value: '',
    };
  }
}

/** How far above a place for a line is looked for. */
const reach = 20;

function widthsAbove(source: Source, number: number): Set<number> {
  const widths = new Set<number>();
  for (let above = number - 1; above > Math.max(0, number - reach); above -= 1) {
    const [, blanks, dashes = ''] = /^( *)((?:- +)*)\S/.exec(lineOf(source, above)) ?? [];
    if (blanks !== undefined) widths.add(blanks.length + dashes.length).add(blanks.length);
  }
  return widths;
}

/** Bare text in the line after an unquoted value: YAML takes it for more of that value. */
export function* joinings(source: Source, number: number, { text }: Line): Generator<Mending> {
  const above = takeApart(source, number - 1);
  const isValue =
    above.key !== undefined && isText(above) && /^[^"'[{|>#&*!\s]/.test(above.value) && above.indent !== '';
  if (!isValue || /^\s*(?:-\s|[\w-]+:(?:\s|$)|#|---|\.\.\.)/.test(text)) return;
  yield {
    kind: 'folded',
    text: above.prefix + quoteYaml(`${above.value} ${text.trim()}`),
    column: above.prefix.length + 1,
    joins: number - 1,
    value: above.value,
  };
}
