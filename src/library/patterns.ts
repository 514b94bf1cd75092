import type { Pattern, TextPattern } from '../dialogue/types.js';
import { checkMs, isObject, shown } from './wrong-use.js';

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
  if (!isObject(like)) throw noPattern(like);
  if ('text' in like)
    return { ...literalOf(like.text), ...(like.after !== undefined && { after: like.after }) };
  if ('screen' in like) return screenOf(like);
  if ('raw' in like) return { kind: 'raw', text: textOf(like.raw) };
  if ('eof' in like && (like.eof as unknown) === true) return { kind: 'eof' };
  if (!('quietMs' in like)) throw noPattern(like);
  checkMs('quietMs', like.quietMs);
  return { kind: 'quiet', quietMs: like.quietMs };
}

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
  if (new RegExp(like.source, like.flags.replaceAll(/[gy]/g, '')).test(''))
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

function screenOf({ screen, row, cursor, highlighted, box, unique }: ScreenLike): Pattern {
  if (row !== undefined && !(Number.isInteger(row) && row !== 0))
    throw new TypeError(`row is a whole number from 1, or from -1 up from the bottom, not ${shown(row)}.`);
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
