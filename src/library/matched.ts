import type { Match } from '../dialogue/types.js';

/** What was seen: the words are those of pexpect. */
export interface Matched {
  /** Text since the match or answer before, as a person reads it: no escape sequences, lines end in `\n`. */
  readonly before: string;
  /** The whole match, then its groups. As in a RegExpExecArray, a group that took no part is undefined. */
  readonly match: readonly [string, ...string[]];
  /** Named groups. */
  readonly groups: Readonly<Record<string, string>>;
}

/** The types promise what a RegExpExecArray's promise: a group that took no part is undefined all the same. */
export function matchedOf({ before, groups, named }: Match): Matched {
  const match = groups as readonly unknown[] as readonly [string, ...string[]];
  return { before, match, groups: named as Readonly<Record<string, string>> };
}
