import type { Diagnostic } from '../../errors/script.js';
import { describeYamlError } from './describe.js';
import { parseYaml, type YamlError } from './parse.js';
import { takeApart } from './line.js';
import type { Mending } from './mending.js';
import { mendings, slips } from './mendings.js';
import { createSource, lineOf, placeAt, type Source } from './source.js';

/** How far above an error its cause is looked for, and how many lines are mended in one file. */
const reach = 100;
const maxMended = 100;

export interface Mended {
  readonly source: Source;
  readonly lines: ReadonlySet<number>;
  readonly findings: readonly Diagnostic[];
  /** Whether YAML reads the mended text without an error. */
  readonly isReadable: boolean;
}

/** Finds every line YAML stumbles over together with the line that works, so that the rest can be checked too. */
export function mend(source: Source): Mended {
  const lines = new Set<number>();
  const findings: Diagnostic[] = [];
  let current = source;
  for (let count = 0; count < maxMended; count += 1) {
    const { errors } = parseYaml(current.text);
    const [error] = errors;
    if (error === undefined) return { source: current, lines, findings, isReadable: true };
    const mending = findMending(current, errors, lines);
    if (mending === undefined) {
      findings.push(unmended(source, error));
      break;
    }
    for (const line of [mending.line, mending.joins ?? mending.line]) lines.add(line);
    findings.push(finding(source, mending, error));
    current = mended(current, mending);
  }
  return { source: current, lines, findings, isReadable: false };
}

interface LineMending extends Mending {
  readonly line: number;
}

function findMending(
  source: Source,
  errors: readonly YamlError[],
  done: ReadonlySet<number>,
): LineMending | undefined {
  const [first] = errors;
  if (first === undefined) return undefined;
  const from = placeAt(source, first.pos[0]).line;
  const to = Math.max(
    ...errors
      .filter(({ pos }) => placeAt(source, pos[0]).line === from)
      .map(({ pos }) => placeAt(source, pos[1] - 1).line),
  );
  const lines = Array.from({ length: Math.min(to, from + 2) - from + 1 }, (_, index) => from + index);
  const slip = lines
    .flatMap((line) => [...slips(takeApart(source, line))].map((each) => ({ ...each, line })))
    .find((each) => !done.has(each.line) && errorsLeft(mended(source, each), errors, each) < Infinity);
  if (slip !== undefined) return slip;
  let best: { readonly mending: LineMending; readonly left: number } | undefined;
  for (let line = Math.min(to, from + 2); line > Math.max(0, from - reach); line -= 1) {
    if (done.has(line) || (line < from && !suspicious.test(lineOf(source, line)))) continue;
    for (const each of mendings(source, line)) {
      const mending = { ...each, line };
      const left = errorsLeft(mended(source, mending), errors, mending);
      if (left < (best?.left ?? Infinity)) best = { mending, left };
      if (left === 0) return mending;
    }
  }
  return best?.mending;
}

function mended(source: Source, { line, joins, text }: LineMending): Source {
  return joins === undefined
    ? withLine(source, line, text)
    : withLine(withLine(source, line, ''), joins, text);
}

/** Lines above an error that may have caused it: a value that opens something, or a colon or tab where none may be. */
const suspicious = /^\s*\t|(?:^\s*|:\s+|-\s+)["'[{|>&*!%@`?-]|:\s.*:(?:\s|$)/;

/** How many errors a mended line leaves; infinitely many when it is no better, unless it closes a quote. */
function errorsLeft(source: Source, errors: readonly YamlError[], { kind, line }: LineMending): number {
  const left = parseYaml(source.text).errors;
  if (left.length < errors.length) return left.length;
  const [first] = left;
  // An open quote hides the errors behind it, so closing it may show more than there were.
  const isClosed = kind === 'unclosed' && first !== undefined && placeAt(source, first.pos[0]).line > line;
  return isClosed ? left.length : Infinity;
}

function withLine(source: Source, line: number, text: string): Source {
  const start = source.starts[line - 1] ?? 0;
  const end = start + lineOf(source, line).length;
  return createSource(source.file, source.text.slice(0, start) + text + source.text.slice(end));
}

function finding(source: Source, mending: LineMending, error: YamlError): Diagnostic {
  const { column, text, kind, value, key } = mending;
  const line = mending.joins ?? mending.line;
  return {
    place: { file: source.file, line, column },
    message: describeYamlError({ kind, value, error, ...(key !== undefined && { key }) }),
    source: lineOf(source, line),
    suggestion: text,
  };
}

function unmended(source: Source, error: YamlError): Diagnostic {
  const place = placeAt(source, Math.min(error.pos[0], Math.max(0, source.text.trimEnd().length - 1)));
  return {
    place,
    message: describeYamlError({ kind: 'other', value: '', error }),
    source: lineOf(source, place.line),
  };
}
