import type { PressedKey } from './read-keys.js';

/** What came of some keys at one moment: a text and the key that submitted it, or a key alone. */
export interface Submission {
  /** What stood in the field before was erased first. */
  readonly isCleared: boolean;
  readonly text: string;
  /** By the name scripts use, `unknown` for one that has none; absent while the text is not submitted. */
  readonly key?: string;
}

/** A program put another text in the place of a line when a key was pressed, as readline recalls one that was typed before. */
export interface Recall {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** From a place in a line to another one. */
type Move = (at: number, line: readonly string[]) => number;

const letter = /[\p{L}\p{N}]/u;
const isLetter = (character: string | undefined): boolean => letter.test(character ?? '');

const wordStart: Move = (at, line) => {
  let start = at;
  while (start > 0 && !isLetter(line[start - 1])) start--;
  while (start > 0 && isLetter(line[start - 1])) start--;
  return start;
};
const wordEnd: Move = (at, line) => {
  let end = at;
  while (end < line.length && !isLetter(line[end])) end++;
  while (end < line.length && isLetter(line[end])) end++;
  return end;
};
/** Ctrl-W takes words at blanks, the other keys at all that is no letter and no digit (readline's manual, 8.4.5). */
const blankStart: Move = (at, line) => at - (/\S*\s*$/.exec(line.slice(0, at).join(''))?.[0].length ?? 0);

/** Keys that move within a line. */
const moves: Readonly<Record<string, Move>> = {
  left: (at) => at - 1,
  'ctrl-b': (at) => at - 1,
  right: (at) => at + 1,
  'ctrl-f': (at) => at + 1,
  home: () => 0,
  'ctrl-a': () => 0,
  end: (_, line) => line.length,
  'ctrl-e': (_, line) => line.length,
  'ctrl-left': wordStart,
  'alt-left': wordStart,
  'alt-b': wordStart,
  'ctrl-right': wordEnd,
  'alt-right': wordEnd,
  'alt-f': wordEnd,
};

/** Keys that take away what stands between the cursor and another place; Backspace and Ctrl-U do more than that. */
const removals: Readonly<Record<string, Move>> = {
  'ctrl-w': blankStart,
  'alt-backspace': wordStart,
  'ctrl-backspace': wordStart,
  'ctrl-k': (_, line) => line.length,
  delete: (at) => at + 1,
  'alt-d': wordEnd,
};

/** A line as readline and a terminal's line mode edit it: detours and corrections leave what was submitted. */
export class LineEdit {
  #isCleared = false;
  #text: readonly string[] = [];
  #at = 0;

  /** What stands there now. */
  get open(): Submission {
    return { isCleared: this.#isCleared, text: this.#text.join('') };
  }

  /** What stands there and where the cursor is in it: equal lines are edited alike from here on. */
  get line(): string {
    return `${this.#isCleared ? 'cleared ' : ''}${this.#at} ${this.#text.join('')}`;
  }

  /** What the key submits, if it does. */
  press(key: PressedKey, recalls: readonly Recall[] = []): Submission | undefined {
    const { text: from } = this.open;
    const recall = recalls.find((each) => key.kind === 'key' && key.name === each.key && from === each.from);
    if (recall !== undefined) this.replace(recall.to);
    else if (key.kind === 'text') this.#insert(key.text);
    else if (!this.#edit(key.name ?? 'unknown')) {
      const { isCleared, text } = this.open;
      this.clear();
      return { isCleared, text, key: key.name ?? 'unknown' };
    }
    return undefined;
  }

  clear(): void {
    this.#set([], 0);
    this.#isCleared = false;
  }

  /** The program put another text there, the cursor behind it. */
  replace(text: string): void {
    const line = Array.from(text);
    this.#set(line, line.length);
  }

  #insert(text: string): void {
    const typed = Array.from(text);
    this.#set(
      [...this.#text.slice(0, this.#at), ...typed, ...this.#text.slice(this.#at)],
      this.#at + typed.length,
    );
  }

  /** Whether the key edits the line; with nothing there most are keys of their own. */
  #edit(name: string): boolean {
    const isLine = this.#text.length > 0 || this.#isCleared;
    if (name === 'backspace' || name === 'ctrl-h') {
      if (this.#text.length === 0) this.#isCleared = true;
      else if (this.#at > 0) this.#remove(this.#at - 1, this.#at);
    } else if (name === 'ctrl-u') {
      this.#isCleared ||= this.#text.length === 0;
      this.#set([], 0);
    } else if (!isLine) return false;
    else if (Object.hasOwn(removals, name)) {
      const to = this.#placeOf(removals[name]);
      this.#remove(Math.min(to, this.#at), Math.max(to, this.#at));
    } else if (Object.hasOwn(moves, name)) this.#at = this.#placeOf(moves[name]);
    else return false;
    return true;
  }

  #placeOf(move: Move | undefined): number {
    const place = move?.(this.#at, this.#text) ?? this.#at;
    return Math.min(Math.max(0, place), this.#text.length);
  }

  #remove(from: number, to: number): void {
    this.#set([...this.#text.slice(0, from), ...this.#text.slice(to)], from);
  }

  #set(text: readonly string[], at: number): void {
    this.#text = text;
    this.#at = at;
  }
}

/** Whether what was typed so far may still become that. */
export function isBeginningOf(typed: Submission, whole: Submission): boolean {
  const isEmpty = typed.text === '' && !typed.isCleared;
  return isEmpty || (typed.isCleared === whole.isCleared && whole.text.startsWith(typed.text));
}

export const isSameSubmission = (one: Submission, other: Submission): boolean =>
  one.isCleared === other.isCleared && one.text === other.text && enterOf(one.key) === enterOf(other.key);

/** A line feed ends a line as Enter does. */
const enterOf = (key: string | undefined): string | undefined => (key === 'ctrl-j' ? 'enter' : key);

/** The submission that nothing was typed for. */
export const isNothing = (typed: Submission): boolean => typed.text === '' && !typed.isCleared;
