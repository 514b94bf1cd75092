import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import type { Screen } from '../../screen.js';
import type { PressedKey } from '../../terminal/read-keys.js';
import type { EchoState, TerminalSize } from '../../terminal/terminal.js';
import { askedAt, questionAt } from '../asked.js';
import { DrawingSteps } from '../drawing-steps.js';
import {
  cursorLineOf,
  isBeingDrawn,
  isEchoed,
  isPartlyShown,
  type Shown,
  shownAs,
  shownLate,
  shownSoFar,
} from '../field.js';
import type { Note } from '../marker.js';
import { TypedLine } from '../typed-line.js';
import { takenKey, type TypedText, type Verdict, verdictOn } from './classify.js';

/** What happened since the first key of an answer, in order; of the person's keys only those that are no text are kept. */
export type HeldEvent =
  | { readonly kind: 'output'; readonly atMs: number; readonly bytes: Uint8Array }
  | { readonly kind: 'resize'; readonly atMs: number; readonly size: TerminalSize }
  | { readonly kind: 'key'; readonly atMs: number; readonly key: PressedKey };

/** What is written in so short a time, in ms, may be a part of a drawing: a program on a busy machine needs some 20 for one. */
const drawingMs = 100;

/** An answer that is being typed, or was typed and is not judged yet. It is in memory only. */
export class HeldTurn {
  readonly line = new TypedLine();
  readonly events: HeldEvent[] = [];
  /** What the terminal showed when the first key was pressed. */
  readonly before: Screen;
  /** What stood before the cursor then. */
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

  readonly #decoder = new StringDecoder('utf8');
  #written = '';
  #lastOutputMs = 0;
  /** When the last key came, the program had not drawn what the one before it did, or was at it. */
  #isBehind = false;
  /** How the text was shown when its last key came. */
  #shownBefore: Shown | undefined;
  /** How it was shown by what was drawn only behind the key that ended it. */
  #shownLate: Shown | undefined;
  readonly #steps = new DrawingSteps();

  /** What the terminal's flags are: `off` once they were seen so while the text was typed. */
  echo: EchoState;

  constructor(before: Screen, echo: EchoState) {
    this.before = before;
    this.echo = echo;
    this.prompt = cursorLineOf(before).before.trimEnd();
    this.asked = askedAt(before);
  }

  output(atMs: number, bytes: Uint8Array): void {
    this.hasOutput = true;
    this.#lastOutputMs = atMs;
    this.#written += this.#decoder.write(Buffer.from(bytes));
    this.events.push({ kind: 'output', atMs, bytes });
  }

  /** Takes a key and tells whether it belongs to the line that is typed; otherwise it ends it. */
  press(atMs: number, key: PressedKey, now: Screen): boolean {
    this.#isBehind = !this.hasOutput || this.#isDrawing(atMs) || this.#shownSoFar(now) !== undefined;
    this.hasOutput = false;
    if (this.line.text !== '') this.#shownBefore = this.#shownAs(now);
    this.events.push({ kind: 'key', atMs, key });
    return this.line.press(key);
  }

  /**
   * Whether the program took what was typed so far: it drew something that is no text in a field, and is no part of a drawing
   * either. Where echo is off, what is written comes from something else that runs.
   */
  isTaken(now: Screen, atMs: number): boolean {
    const { text, isMoved } = this.line;
    if (text === '' || !this.hasOutput || isMoved) return false;
    if (this.echo === 'off' || !this.isLookedAt || isBeingDrawn(this.before, now)) return false;
    if (this.#isDrawing(atMs) && !now.isAlternate && isPartlyShown(text, this.before, now)) return false;
    return this.#shownAs(now) === undefined && this.#shownSoFar(now) === undefined;
  }

  /** Output that came behind the key that ended it, in steps of which those that are looked at may show the text. */
  *lateSteps(bytes: Uint8Array): Generator<{ readonly bytes: Uint8Array; readonly isLooked: boolean }> {
    // One character for each byte: a piece may end within one of several.
    for (const { text, isLooked } of this.#steps.of(Buffer.from(bytes).toString('latin1')))
      yield { bytes: Buffer.from(text, 'latin1'), isLooked };
  }

  see(screen: Screen): void {
    if (this.#shownLate !== 'plain')
      this.#shownLate = shownLate(this.line.text, this.before, screen) ?? this.#shownLate;
  }

  #isDrawing(atMs: number): boolean {
    return atMs - this.#lastOutputMs < drawingMs;
  }

  #shownAs(now: Screen): Shown | undefined {
    return shownAs(this.line.text, this.before, now, this.line.states);
  }

  #shownSoFar(now: Screen): 'plain' | 'masked' | undefined {
    return shownSoFar(this.line.states, this.before, now);
  }

  /** What the text is; undefined while that depends on what the program may still write. */
  verdict(isLast: boolean): Verdict | undefined {
    const typed = this.#typed(isLast);
    const verdict = verdictOn(typed);
    if (this.isMarkedSecret && verdict === 'plain' && typed.text !== '') return 'visible-secret';
    return isLast || this.#isTold(typed) ? verdict : undefined;
  }

  #isTold({ text, key, echo, shown, written }: TypedText): boolean {
    if (text === '' || key === takenKey || echo === 'off' || shown === 'plain' || shown === 'masked')
      return true;
    // Keys that draw something else are commands, unless that was a part of a drawing.
    if (shown === undefined && !this.#isBehind) return true;
    return isEchoed(text, written);
  }

  #typed(isLast: boolean): TypedText {
    const { text } = this.line;
    const { screen, key } = this.end ?? { screen: this.before, key: '' };
    // On a screen that a program draws whole, keys that show nothing are commands.
    const isCommand = this.before.isAlternate || isPartlyShown(text, this.before, screen);
    const taken = isCommand ? undefined : this.#shownBefore;
    const last = this.#shownAs(screen) ?? (key === takenKey ? taken : undefined);
    // Of a mask that was not drawn to its end there is no more to come.
    const rest = isLast && this.#shownSoFar(screen) === 'masked' ? 'masked' : undefined;
    const shown = text === '' ? undefined : last === 'plain' ? last : (this.#shownLate ?? last ?? rest);
    return {
      text,
      key,
      question: questionAt(this.before),
      echo: this.echo,
      shown,
      written: stripVTControlCharacters(this.#written),
    };
  }
}

/** Whether a key is the one that ended the answer, and no part of its text. */
export const isOfEnd = (key: PressedKey, { end, line }: HeldTurn): boolean =>
  key.kind === 'key' && (line.text === '' || (end !== undefined && end.key === (key.name ?? 'unknown')));
