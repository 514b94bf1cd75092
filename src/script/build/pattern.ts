import type { PatternSource, ScreenSource } from '../model.js';
import { splitRegExp } from '../pattern-syntax.js';
import type { RawPattern } from '../schema/dialogue.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, child, need, placeOf, present } from './at.js';
import { withoutFinalBreak } from './text.js';
import { buildLiteral, buildTextSource, literalTemplate } from './text-source.js';

type Of<Key extends string> = Extract<RawPattern, Readonly<Record<Key, unknown>>>;

/** A pattern as written; what is wrong with it is reported. */
export function buildPattern(build: Build, { value, node }: At<RawPattern>): PatternSource {
  if (typeof value === 'string') {
    const at = { value, node };
    return { ...named(build, at), pattern: buildTextSource(build, at) };
  }
  if ('text' in value) return literalPattern(build, { value, node });
  if ('screen' in value) return screenPattern(build, { value, node });
  if ('raw' in value) return rawPattern(build, { value, node });
  const place = placeOf(build, { value, node });
  if ('eof' in value) return { label: 'eof', place, pattern: { kind: 'eof' } };
  const written = node.entries.get('quiet')?.text ?? '';
  return { label: `quiet ${written}`, place, pattern: { kind: 'quiet', quietMs: value.quiet } };
}

function named(build: Build, at: At<string>): Pick<PatternSource, 'label' | 'place'> {
  return { label: withoutFinalBreak(at).value, place: placeOf(build, at) };
}

function literalPattern(build: Build, at: At<Of<'text'>>): PatternSource {
  const text = need(at, 'text');
  const after = child(at, 'after');
  return {
    ...named(build, text),
    pattern: {
      ...buildLiteral(build, text),
      ...present({ after: after && literalTemplate(build, after) }),
    },
  };
}

function screenPattern(build: Build, at: At<Of<'screen'>>): PatternSource {
  const text = need(at, 'screen');
  const box = child(at, 'box');
  const { row, cursor, highlighted, unique } = at.value;
  const pattern: ScreenSource = {
    kind: 'screen',
    text: buildTextSource(build, text),
    ...present({
      row,
      isAtCursor: cursor,
      isHighlighted: highlighted,
      isUnique: unique,
      box: box && literalTemplate(build, box),
    }),
  };
  return { ...named(build, text), pattern };
}

/** Bytes are matched one by one; of text its UTF-8 is taken, an expression would have to know where characters end. */
function rawPattern(build: Build, at: At<Of<'raw'>>): PatternSource {
  const text = need(at, 'raw');
  const isBeyondAscii = (character: string): boolean => character > '\u007f';
  if (splitRegExp(text.value) !== undefined && Array.from(text.value).some(isBeyondAscii)) {
    complain(
      build.report,
      text.node.start,
      'an expression for `raw` looks at bytes; write those of other than ASCII characters as `\\xNN`',
    );
  }
  return { ...named(build, text), pattern: { kind: 'raw', text: buildTextSource(build, text) } };
}
