import { canBeEmpty } from '../dialogue/empty-match.js';
import { parseRegExp } from '../dialogue/pattern-syntax.js';
import type { Pattern, TextPattern } from '../dialogue/types.js';
import { checkMs, checkNames, checkText, checkTrue, isObject, shown } from './wrong-use.js';

/** Literal text (a run of white space equals any other) or a regular expression; `^` and `$` are line start and end. */
export type TextLike = string | RegExp;

/** What may be waited for. */
export type PatternLike =
  | TextLike
  /** Text with the line it stands below: tells equal prompts apart. */
  | { readonly text: string; readonly after?: string }
  | ScreenLike
  /** The bytes as they came, each one character. */
  | { readonly raw: TextLike }
  /** Nothing written for so many milliseconds. */
  | { readonly quietMs: number }
  /** The end of the output. */
  | { readonly eof: true };

/** A condition on the rendered screen. */
export interface ScreenLike {
  readonly screen: TextLike;
  /** From 1; negative from the bottom. */
  readonly row?: number;
  /** On the row of the cursor. */
  readonly cursor?: true;
  /** Shown inverse, or on another background than its surroundings. */
  readonly highlighted?: true;
  /** Title of the box it stands in. */
  readonly box?: string;
  /** More than one match is SCREEN_AMBIGUOUS. */
  readonly unique?: true;
}

/** Turns what a caller writes into a pattern; a TypeError says what is wrong with it. */
export function patternOf(like: PatternLike): Pattern {
  if (typeof like === 'string' || like instanceof RegExp) return textOf(like);
  const kind = isObject(like) ? kinds.find((each) => each in like) : undefined;
  if (kind === undefined) throw noPattern(like);
  checkNames(`A { ${kind} } pattern`, like, names[kind]);
  if ('text' in like) return belowOf(like);
  if ('screen' in like) return screenOf(like);
  if ('raw' in like) return { kind: 'raw', text: textOf(like.raw) };
  if ('eof' in like && (like.eof as unknown) === true) return { kind: 'eof' };
  if (!('quietMs' in like) || (like.quietMs as unknown) === undefined) throw noPattern(like);
  checkMs('quietMs', like.quietMs);
  return { kind: 'quiet', quietMs: like.quietMs };
}

/** Every kind of pattern that is an object has a key of its own, and these besides. */
const names = {
  text: { text: true, after: true },
  screen: { screen: true, row: true, cursor: true, highlighted: true, box: true, unique: true },
  raw: { raw: true },
  eof: { eof: true },
  quietMs: { quietMs: true },
} as const;
const kinds = Object.keys(names) as readonly (keyof typeof names)[];

function noPattern(like: unknown): TypeError {
  if (isObject(like) && 'timeoutMs' in like)
    return new TypeError(
      '{ timeoutMs } is a branch of expect([...]) only; an exchange has its own timeoutMs.',
    );
  const all = 'text, a RegExp, { text, after }, { screen }, { raw }, { quietMs } or { eof: true }';
  return new TypeError(`A pattern is ${all}, not ${shown(like)}.`);
}

function textOf(like: TextLike): TextPattern {
  if (!(like instanceof RegExp)) return literalOf(like);
  if (canBeEmpty(parseRegExp(like.source, like.flags)))
    throw new TypeError(
      `${String(like)} can match without any text, which is everywhere: name what the prompt says.`,
    );
  return { kind: 'regexp', source: like.source, flags: like.flags };
}

function literalOf(text: string): TextPattern & { readonly kind: 'text' } {
  if (typeof text !== 'string') throw noPattern(text);
  if (text.trim() === '')
    throw new TypeError(
      `The pattern ${shown(text)} is blank and would match anywhere: name what the prompt says.`,
    );
  return { kind: 'text', text };
}

function belowOf({ text, after }: { readonly text: string; readonly after?: string }): Pattern {
  if (typeof text !== 'string')
    throw new TypeError(`text is a text, not ${shown(text)}; a RegExp stands alone.`);
  if (after === undefined) return literalOf(text);
  checkText('after', after, 'text that stands above');
  return { ...literalOf(text), after };
}

function screenOf({ screen, row, cursor, highlighted, box, unique }: ScreenLike): Pattern {
  if (row !== undefined && !(Number.isInteger(row) && row !== 0))
    throw new TypeError(`row is a whole number from 1, or from -1 up from the bottom, not ${shown(row)}.`);
  checkTrue('cursor', cursor);
  checkTrue('highlighted', highlighted);
  checkTrue('unique', unique);
  if (box !== undefined) checkText('box', box, 'the title of a box');
  const condition = {
    text: textOf(screen),
    ...(row !== undefined && { row }),
    ...(cursor !== undefined && { isAtCursor: cursor }),
    ...(highlighted !== undefined && { isHighlighted: highlighted }),
    ...(box !== undefined && { box }),
    ...(unique !== undefined && { isUnique: unique }),
  };
  return { kind: 'screen', condition };
}

/** How messages name a pattern. */
export function labelOf(like: PatternLike): string {
  if (typeof like === 'string') return like;
  if (like instanceof RegExp) return String(like);
  if ('text' in like) return like.text;
  if ('screen' in like) return `screen ${String(like.screen)}`;
  if ('raw' in like) return `raw ${String(like.raw)}`;
  return 'eof' in like ? 'the end of the output' : `quiet for ${like.quietMs} ms`;
}
