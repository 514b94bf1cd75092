import type { Screen } from '../../screen.js';
import { cellsOf } from '../../screen/cell-width.js';
import { isMaskText } from '../field.js';

/** Strings, which may say anything; a run of text with its colours; sequences, control characters and blanks that move the cursor. */
const token =
  /(?<string>\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?)|(?<run>(?:\x1b\[[\d;:]*m|[^\x00-\x1f\x7f])+)|\x1b(?:\[[0-?]*[ -/]*[@-~]|[ -/]*[0-OQ-WYZ\\`-~])|[\x00-\x1a\x1c-\x1f\x7f]+/g;

const colour = /(\x1b\[[\d;:]*m)/;

/** The beginning of a sequence, or of a character in UTF-8, that goes on in what comes next; one character is one byte. */
const begun =
  /(?:\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)|[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})$/;

/** Shorter beginnings of a line may be a part of the text that begins as the line does. */
const shortestPrompt = 4;

/**
 * Output that is written while a text is typed that must not be read. Masks stay, and the beginnings of lines and words that stood
 * there already and are drawn once more; stars stand for everything else. So all that is drawn later comes where it did: a piece
 * that is left out whole would take along where it moves the cursor.
 */
export class Concealed {
  readonly #lines: readonly string[];
  readonly #known: ReadonlySet<string>;
  readonly #typed: string;
  #begun = '';

  /** `typed` is all that the text was while it was typed. */
  constructor(before: Screen, typed: string) {
    this.#lines = before.lines.map(({ text }) => text.trim()).filter((text) => text !== '');
    this.#known = new Set(this.#lines.flatMap((text) => text.split(/\s+/)));
    this.#typed = typed;
  }

  /** The next piece; what is not complete at its end comes with the piece behind it. */
  next(bytes: Uint8Array): Uint8Array {
    const piece = this.#begun + Buffer.from(bytes).toString('latin1');
    this.#begun = begun.exec(piece)?.[0] ?? '';
    const text = Buffer.from(piece.slice(0, piece.length - this.#begun.length), 'latin1').toString('utf8');
    return Buffer.from(
      text.replace(token, (each, string?: string, run?: string) => {
        if (string !== undefined) return '';
        return run === undefined ? each : this.#run(run);
      }),
    );
  }

  /** What was not complete; of a string nothing. */
  rest(): Uint8Array {
    return Buffer.from(/^\x1b[\]PX^_]/.test(this.#begun) ? '' : this.#begun, 'latin1');
  }

  /** Colours stay where they are, also within a word. */
  #run(run: string): string {
    const parts = run.split(colour);
    const text = parts.filter((part) => !part.startsWith('\x1b')).join('');
    const shown = this.#shown(text);
    let [at, all] = [0, ''];
    for (const part of parts) {
      if (part.startsWith('\x1b')) all += part;
      else for (const character of part) all += shown[at++] ?? character;
    }
    return all;
  }

  /** What stands for each character of a run. */
  #shown(text: string): readonly string[] {
    const prompt = this.#promptOf(text);
    const words = text.slice(prompt.length).split(/(\s+)/);
    return [...Array.from(prompt), ...words.flatMap((word) => this.#word(word))];
  }

  /** The longest beginning, of whole words, that a line on the screen has as well. */
  #promptOf(text: string): string {
    const start = text.length - text.trimStart().length;
    let longest = '';
    for (const line of this.#lines) {
      let end = 0;
      while (end < line.length && line[end] === text[start + end]) end++;
      const isWhole = end === line.length || (line[end] === ' ' && /^(?:\s|$)/.test(text.slice(start + end)));
      const prompt = isWhole ? line.slice(0, end) : line.slice(0, end).replace(/\S+$/, '');
      if (prompt.length > longest.length) longest = prompt;
    }
    return longest.trim().length < shortestPrompt ? '' : text.slice(0, start + longest.length);
  }

  #word(word: string): readonly string[] {
    const characters = Array.from(word);
    if (word.trim() === '' || this.#isMask(word) || (word.length > 1 && this.#known.has(word)))
      return characters;
    return characters.map((each) => '*'.repeat(cellsOf(each)));
  }

  /** Behind a mask a field may draw a cursor of its own. A sign of the text itself is none. */
  #isMask(word: string): boolean {
    const signs = [word, word.replace(/[_█]+$/u, '')].find(isMaskText);
    return signs !== undefined && !this.#typed.includes(Array.from(signs)[0] ?? '');
  }
}
