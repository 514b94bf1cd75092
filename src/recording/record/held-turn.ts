import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import type { Screen } from '../../screen.js';
import type { PressedKey } from '../../terminal/read-keys.js';
import type { EchoState, TerminalSize } from '../../terminal/terminal.js';
import { askedAt, questionAt } from '../asked.js';
import { cursorLineOf, isEchoed, isPartlyShown, type Shown, shownAs } from '../field.js';
import type { Note } from '../marker.js';
import { TypedLine } from '../typed-line.js';
import { takenKey, type TypedText, type Verdict, verdictOn } from './classify.js';

/** What happened since the first key of an answer, in order; of the person's keys only those that are no text are kept. */
export type HeldEvent =
  | { readonly kind: 'output'; readonly atMs: number; readonly bytes: Uint8Array }
  | { readonly kind: 'resize'; readonly atMs: number; readonly size: TerminalSize }
  | { readonly kind: 'key'; readonly atMs: number; readonly key: PressedKey };

/** An answer that is being typed, or was typed and is not judged yet. It is in memory only. */
export class HeldTurn {
  readonly line = new TypedLine();
  readonly events: HeldEvent[] = [];
  /** What stood before the cursor when the first key was pressed. */
  readonly prompt: string;
  /** What it answers, which may stand above the cursor. */
  readonly asked: string;
  /** The person said that it is a secret. */
  isMarkedSecret = false;
  /** What else they said of it. */
  readonly notes: Note[] = [];
  /** The terminal's flags were looked at since the first key, or were known before. */
  isLookedAt = false;
  /** The program wrote since the last key. */
  hasOutput = false;
  /** The screen and the key at the end (TypedText), once it has ended. */
  end: { readonly screen: Screen; readonly key: string } | undefined;

  readonly #before: Screen;
  readonly #decoder = new StringDecoder('utf8');
  #written = '';
  /** How the text was shown when its last key came. */
  #shownBefore: Shown | undefined;

  /** What the terminal's flags are: `off` once they were seen so while the text was typed. */
  echo: EchoState;

  constructor(before: Screen, echo: EchoState) {
    this.#before = before;
    this.echo = echo;
    this.prompt = cursorLineOf(before).before.trimEnd();
    this.asked = askedAt(before);
  }

  output(atMs: number, bytes: Uint8Array): void {
    this.hasOutput = true;
    this.#written += this.#decoder.write(Buffer.from(bytes));
    this.events.push({ kind: 'output', atMs, bytes });
  }

  /** Takes a key and tells whether it belongs to the line that is typed; otherwise it ends it. */
  press(atMs: number, key: PressedKey, now: Screen): boolean {
    this.hasOutput = false;
    if (this.line.text !== '') this.#shownBefore = this.#shownAs(now);
    this.events.push({ kind: 'key', atMs, key });
    return this.line.press(key);
  }

  /**
   * Whether the program took what was typed so far: it drew something that is no text in a field. Where echo is off, what is
   * written comes from something else that runs.
   */
  isTaken(now: Screen): boolean {
    if (this.line.text === '' || !this.hasOutput || this.line.isMoved) return false;
    if (this.echo === 'off' || !this.isLookedAt) return false;
    return this.#shownAs(now) === undefined;
  }

  #shownAs(now: Screen): Shown | undefined {
    return shownAs(this.line.text, this.#before, now, this.line.states);
  }

  /** What the text is; undefined while that depends on what the program may still write. */
  verdict(isLast: boolean): Verdict | undefined {
    const typed = this.#typed();
    const verdict = verdictOn(typed);
    if (this.isMarkedSecret && verdict === 'plain' && typed.text !== '') return 'visible-secret';
    const isTold = typed.shown !== 'hidden' || typed.echo === 'off' || isEchoed(typed.text, typed.written);
    return isLast || isTold ? verdict : undefined;
  }

  #typed(): TypedText {
    const { text } = this.line;
    const { screen, key } = this.end ?? { screen: this.#before, key: '' };
    // On a screen that a program draws whole, keys that show nothing are commands.
    const isCommand = this.#before.isAlternate || isPartlyShown(text, this.#before, screen);
    const taken = isCommand ? undefined : this.#shownBefore;
    const shown = text === '' ? undefined : (this.#shownAs(screen) ?? (key === takenKey ? taken : undefined));
    return {
      text,
      key,
      question: questionAt(this.#before),
      echo: this.echo,
      shown,
      written: stripVTControlCharacters(this.#written),
    };
  }
}
