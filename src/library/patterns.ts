import type { Pattern, TextPattern } from '../dialogue/types.js';

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
  readonly cursor?: true;
  readonly highlighted?: true;
  /** Title of the box it stands in. */
  readonly box?: string;
  readonly unique?: true;
}

export function patternOf(like: PatternLike): Pattern {
  if (typeof like === 'string' || like instanceof RegExp) return textOf(like);
  if ('text' in like)
    return { kind: 'text', text: like.text, ...(like.after !== undefined && { after: like.after }) };
  if ('screen' in like) return screenOf(like);
  if ('raw' in like) return { kind: 'raw', text: textOf(like.raw) };
  return 'eof' in like ? { kind: 'eof' } : { kind: 'quiet', quietMs: like.quietMs };
}

function textOf(like: TextLike): TextPattern {
  return typeof like === 'string'
    ? { kind: 'text', text: like }
    : { kind: 'regexp', source: like.source, flags: like.flags };
}

function screenOf({ screen, row, cursor, highlighted, box, unique }: ScreenLike): Pattern {
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
