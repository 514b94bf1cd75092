import { StringDecoder } from 'node:string_decoder';
import { afterReading, type Clock } from '../../session/clock.js';
import { type PressedKey, readKeys } from '../../terminal/read-keys.js';
import { unfinishedIn, withoutReplies } from '../../terminal/reply-sequences.js';
import { createScreenEmulator, type ScreenEmulator } from '../../terminal/screen-emulator.js';
import type { EchoState, TerminalSize } from '../../terminal/terminal.js';
import type { Screen } from '../../screen.js';
import type { Note } from '../marker.js';
import { takenKey } from './classify.js';
import { HeldTurn } from './held-turn.js';
import type { Sheet } from './sheet.js';

export interface TakeSpec {
  readonly size: TerminalSize;
  readonly sheet: Sheet;
  readonly clock: Clock;
  /** What the terminal's flags are now. */
  readonly lookAtEcho: () => Promise<EchoState>;
}

const pressedIn = (input: string): readonly PressedKey[] => readKeys(withoutReplies(input));

/** The answer that a note is said of: the one that is being typed, the last one (to what it was), or the first one, which is to come. */
export type Noted = { readonly kind: 'typed' | 'first' } | { readonly kind: 'last'; readonly asked: string };

/** How long the program has to be quiet until its terminal's flags are looked at: it has drawn its prompt then. */
const promptQuietMs = 30;
/** How long the echo of an answer that was typed faster than it was shown is waited for, once the program writes. */
const lateEchoMs = 300;
/** How long that goes on while the program writes, in ms: one that reports on its work writes without an end. */
const longestEchoMs = 2000;
/** How long a program may be busy until it takes what was typed; who types on meanwhile does not wait for it. */
const longestBusyMs = 10_000;

/**
 * One program while a person drives it: puts what it writes and what they press onto the sheet as it happens, but for an answer
 * that is being typed. That, and what the program wrote since its first key, stays in memory until it is clear whether it is a
 * secret. Calls return at once; what they bring is worked off in order.
 */
export class Take {
  readonly #spec: TakeSpec;
  readonly #emulator: ScreenEmulator;
  #queue: Promise<void> = Promise.resolve();
  #held: HeldTurn | undefined;
  #echo: { readonly state: EchoState; readonly isFresh: boolean } = { state: 'unknown', isFresh: false };
  #cancelLook: () => void = () => undefined;
  #cancelJudge: () => void = () => undefined;
  /** When what was typed is judged at the latest, once the program writes behind it. */
  #judgeByMs: number | undefined;
  #looks = 0;
  /** What the last answer was given to; undefined before the first one. */
  #asked: string | undefined;
  readonly #decoder = new StringDecoder('utf8');
  /** The beginning of a paste or of a control sequence whose end has not been read yet. */
  #unread = '';

  constructor(spec: TakeSpec) {
    this.#spec = spec;
    this.#emulator = createScreenEmulator({ ...spec.size, onReply: () => undefined });
  }

  /** What the program wrote. */
  output(bytes: Uint8Array): void {
    const atMs = this.#spec.sheet.nowMs();
    this.#echo = { ...this.#echo, isFresh: false };
    this.#looks++;
    this.#cancelLook();
    this.#cancelLook = this.#spec.clock.after(promptQuietMs, () => this.#look());
    this.#then(async () => {
      const held = this.#held;
      if (held === undefined) this.#spec.sheet.output(atMs, bytes);
      else held.output(atMs, bytes);
      if (held?.end === undefined) this.#emulator.push(bytes);
      else {
        await this.#drawLate(held, bytes);
        this.#judgeIfTold(held);
      }
    });
  }

  /** Looks for the text in what comes behind the key that ended it. */
  async #drawLate(held: HeldTurn, bytes: Uint8Array): Promise<void> {
    for (const step of held.lateSteps(bytes)) {
      this.#emulator.push(step.bytes);
      if (step.isLooked) held.see(await this.#emulator.snapshot());
    }
  }

  /** What the terminal sent; it has gone to the program already. What it sent by itself is nothing that the person did. */
  keys(bytes: Uint8Array): void {
    const atMs = this.#spec.sheet.nowMs();
    const { state, isFresh } = this.#echo;
    // What was off when it was last looked at is taken for off: an answer that is shown is seen to be so.
    const echo = isFresh || state === 'off' ? state : 'unknown';
    const text = this.#unread + this.#decoder.write(Buffer.from(bytes));
    this.#unread = unfinishedIn(text);
    const keys = pressedIn(text.slice(0, text.length - this.#unread.length));
    this.#then(async () => {
      for (const key of keys) await this.#press(atMs, key, echo);
    });
  }

  resize(size: TerminalSize): void {
    const atMs = this.#spec.sheet.nowMs();
    this.#then(() => {
      this.#emulator.resize(size);
      if (this.#held === undefined) this.#spec.sheet.resize(atMs, size);
      else this.#held.events.push({ kind: 'resize', atMs, size });
    });
  }

  /** What the terminal shows once all that was brought so far is worked off. */
  screen(): Promise<Screen> {
    return this.#ask(() => this.#emulator.snapshot());
  }

  /** The answer that is being typed, or was given last, is a secret. Resolves to its name, undefined when there is no text. */
  markSecret(): Promise<string | undefined> {
    return this.#ask(() => {
      if (this.#held === undefined || this.#held.line.text === '') return this.#spec.sheet.makeLastSecret();
      this.#held.isMarkedSecret = true;
      return this.#spec.sheet.freeName(this.#held.asked);
    });
  }

  /** Keeps what the person says of the answer that is being typed, or was given last; a check is of what was written before it. */
  note(note: Note): Promise<Noted> {
    const atMs = this.#spec.sheet.nowMs();
    return this.#ask(async () => {
      this.#closeTaken(await this.#emulator.snapshot(), atMs);
      const held = this.#held;
      const isTyping = held !== undefined && held.line.text !== '';
      if (isTyping && note.kind !== 'check') held.notes.push(note);
      else this.#spec.sheet.note(held?.events[0]?.atMs ?? atMs, note);
      if (isTyping) return { kind: 'typed' };
      return this.#asked === undefined ? { kind: 'first' } : { kind: 'last', asked: this.#asked };
    });
  }

  /** Judges what was typed once it is clear that the program has it. */
  #closeTaken(screen: Screen, atMs: number): void {
    if (this.#held?.end !== undefined) this.#judge();
    if (this.#held?.isTaken(screen, atMs) === true) this.#finish(this.#held, screen, takenKey);
    if (this.#held?.end !== undefined) this.#judge();
  }

  /** The program has ended: what is held is judged by what there is. */
  async end(): Promise<void> {
    this.#cancelLook();
    const [atMs, rest] = [this.#spec.sheet.nowMs(), pressedIn(this.#unread)];
    await this.#ask(async () => {
      this.#cancelJudge();
      for (const key of rest) await this.#press(atMs, key, 'unknown');
      if (this.#held !== undefined && this.#held.end === undefined)
        this.#held.end = { screen: await this.#emulator.snapshot(), key: '' };
      this.#judge();
    });
    this.#emulator.dispose();
  }

  #then(work: () => void | Promise<void>): void {
    void this.#ask(async () => work());
  }

  /** What went wrong is the caller's, and nobody's when nobody waits: what comes after it still counts. */
  #ask<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  #look(): void {
    const look = ++this.#looks;
    void this.#spec.lookAtEcho().then(
      (state) => {
        if (look === this.#looks) this.#echo = { state, isFresh: true };
        this.#tell(state);
      },
      () => this.#tell('unknown'),
    );
  }

  /** Off is off, whatever was written meanwhile: something else may write while a hidden text is typed. */
  #tell(state: EchoState): void {
    const held = this.#held;
    if (held === undefined || held.end !== undefined) return;
    held.isLookedAt = true;
    if (state === 'off') held.echo = state;
  }

  async #press(atMs: number, key: PressedKey, echo: EchoState): Promise<void> {
    const screen = await this.#emulator.snapshot();
    this.#closeTaken(screen, atMs);
    const held = (this.#held ??= this.#newTurn(screen, echo));
    if (held.press(atMs, key, screen)) return;
    this.#finish(held, screen, key.kind === 'key' ? (key.name ?? 'unknown') : '');
  }

  #newTurn(screen: Screen, echo: EchoState): HeldTurn {
    const held = new HeldTurn(screen, echo);
    held.isLookedAt = echo !== 'unknown';
    if (!held.isLookedAt) this.#look();
    return held;
  }

  #finish(held: HeldTurn, screen: Screen, key: string): void {
    held.end = { screen, key };
    this.#judgeIfTold(held);
  }

  #judgeIfTold(held: HeldTurn): void {
    this.#cancelJudge();
    const now = this.#spec.clock.nowMs();
    if (held.hasOutput) this.#judgeByMs ??= now + longestEchoMs;
    const waitMs = held.hasOutput ? Math.min(lateEchoMs, (this.#judgeByMs ?? now) - now) : longestBusyMs;
    // Of a program that writes on and on there is something to read whenever the time is up.
    if (held.verdict(false) !== undefined || waitMs <= 0) {
      this.#judge();
      return;
    }
    this.#cancelJudge = afterReading(this.#spec.clock, waitMs, () => {
      this.#then(() => {
        if (this.#held === held) this.#judge();
      });
    });
  }

  #judge(): void {
    this.#cancelJudge();
    this.#judgeByMs = undefined;
    const held = this.#held;
    this.#held = undefined;
    if (held === undefined) return;
    this.#asked = held.asked;
    this.#spec.sheet.turn(held, held.verdict(true) ?? 'plain');
  }
}
