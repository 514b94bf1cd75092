import type { Screen } from '../../screen.js';
import { cellsOf } from '../../screen/cell-width.js';
import { isMaskText } from '../field.js';

/** What shows nothing of a text: sequences but for strings, which may say anything; control characters and blanks. */
const token =
  /(?<kept>\x1b(?:\[[0-?]*[ -/]*[@-~]|[ -/]*[0-OQ-WYZ\\`-~])|[\s\x00-\x1a\x1c-\x1f\x7f]+)|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[^\s\x00-\x1f\x7f]+/g;

/** The beginning of a sequence, or of a character in UTF-8, that goes on in what comes next; one character is one byte. */
const begun =
  /(?:\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)|[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})$/;

/**
 * Output that is written while a text is typed that must not be read. Masks stay, and words that stood there already and are drawn
 * once more; stars stand for everything else. So all that is drawn later comes where it did: a piece that is left out whole would
 * take along where it moves the cursor.
 */
export class Concealed {
  readonly #known: ReadonlySet<string>;
  #begun = '';

  constructor(before: Screen) {
    this.#known = new Set(before.lines.flatMap(({ text }) => text.split(/\s+/)));
  }

  /** The next piece; what is not complete at its end comes with the piece behind it. */
  next(bytes: Uint8Array): Uint8Array {
    const piece = this.#begun + Buffer.from(bytes).toString('latin1');
    this.#begun = begun.exec(piece)?.[0] ?? '';
    const text = Buffer.from(piece.slice(0, piece.length - this.#begun.length), 'latin1').toString('utf8');
    return Buffer.from(text.replace(token, (each, kept?: string) => kept ?? this.#shown(each)));
  }

  /** What was not complete. */
  rest(): Uint8Array {
    return Buffer.from(this.#begun, 'latin1');
  }

  #shown(word: string): string {
    if (word.startsWith('\x1b')) return '';
    // Behind a mask a field may draw a cursor of its own.
    const isMask = isMaskText(word) || isMaskText(word.replace(/[_█]+$/u, ''));
    return isMask || (word.length > 1 && this.#known.has(word)) ? word : '*'.repeat(cellsOf(word));
  }
}
