import { isUnattendError } from '../errors.js';
import type { Redactor } from '../redact.js';
import type { Screen } from '../screen.js';
import type { ExitSpec } from '../session/exit.js';
import type { Handover } from '../session/handover.js';
import type { Program } from '../session/program.js';
import { cancellableHandover } from '../session/cancellable-handover.js';
import { redactingHandover } from '../session/redacting-handover.js';
import type { Completion, TerminalSize } from '../terminal/terminal.js';
import { type ExpectLike, expectList } from './expect-list.js';
import { interaction, type InteractOptions } from './interact.js';
import type { FillLike, ItemLike, ResponseLike, RulesLike, SelectLike, TypingOptions } from './items.js';
import {
  dialogueNames,
  type Exited,
  type ExpectOptions,
  expectNames,
  pressNames,
  type RespondOptions,
  type Seen,
  type WaitOptions,
  waitNames,
} from './options.js';
import type { Secret } from './secret.js';
import type { Secrets } from './secrets.js';
import type { Limits } from './to-dialogue.js';
import type { SizeLike } from './size.js';
import { createTurns, type Turns } from './turns.js';
import { Waits } from './waits.js';
import { checkCount, checkMs, checkNames, checkSize, isObject, shown } from './wrong-use.js';

/** What `spawn` hands its program. */
export interface SpawnedParts {
  readonly program: Program;
  readonly limits: Limits;
  readonly secrets: Secrets;
  readonly redactor: Redactor;
  readonly output: AsyncIterable<Uint8Array>;
  /** Aborted with what a listener of the caller's has thrown. */
  readonly failure: AbortSignal;
  /** Ends every wait: aborted with that too, or by the caller. */
  readonly cancelSignal: AbortSignal;
}

/**
 * A program on a pseudo-terminal. `await using` ends it and all it started; until then it runs, also after a failed `expect`.
 * One call waits at a time: await each before the next.
 */
export class Spawned implements AsyncDisposable {
  readonly #parts: SpawnedParts;
  readonly #turns: Turns;
  readonly #waits: Waits;

  constructor(parts: SpawnedParts) {
    this.#parts = parts;
    this.#turns = createTurns(parts);
    this.#waits = new Waits({ ...parts, turns: this.#turns });
  }

  /** What came before the last match, since the match or answer before it, as a person reads it. */
  get before(): string {
    return this.#waits.last?.before ?? '';
  }

  /** The last match and its groups; empty text before the first. */
  get match(): readonly [string, ...string[]] {
    return this.#waits.last?.match ?? [''];
  }

  /** Text since the last match or answer. */
  get after(): string {
    return this.#parts.program.reading.afterMatch();
  }

  /**
   * Waits until a pattern is seen: with several, the one that starts first, then the one listed first. `{ timeoutMs }` among
   * them is the branch taken when that time is over: `before` is then the text since the last match, which stays unspent.
   * Throws EXPECT_TIMEOUT, UNEXPECTED_END when the output ends before, or STALLED when the program waits for an answer.
   */
  async expect(pattern: ExpectLike | readonly ExpectLike[], options: ExpectOptions = {}): Promise<Seen> {
    checkNames('expect', options, expectNames);
    const { timeoutMs: given = Infinity, windowChars } = options;
    checkMs('timeoutMs', options.timeoutMs);
    checkCount('windowChars', windowChars);
    let index = -1;
    const { branches, timeout } = expectList(pattern, windowChars, (at) => (index = at));
    if (timeout === undefined) {
      await this.#waits.forDialogue('expect', [{ oneOf: branches }], options);
      return this.#seen(index);
    }
    // While time itself is awaited, no silence fails.
    const limits = { timeoutMs: Math.min(given, timeout.timeoutMs), stallMs: Infinity, idleMs: Infinity };
    try {
      await this.#waits.forDialogue('expect', [{ oneOf: branches }], { ...options, ...limits });
      return this.#seen(index);
    } catch (error) {
      const isOver = isUnattendError(error, 'EXPECT_TIMEOUT') && error.details.limit === 'timeout';
      if (!isOver || given < timeout.timeoutMs) throw error;
      return { index: timeout.index, before: this.after, match: [''], groups: {} };
    }
  }

  /** Holds a dialogue until nothing required of it is left; what is live then stays so until the next call, and while `exit` waits. */
  async dialogue(items: readonly ItemLike[], options: WaitOptions & RulesLike = {}): Promise<void> {
    checkNames('dialogue', options, dialogueNames);
    await this.#waits.forDialogue('dialogue', items, options);
  }

  /** Types text and Enter once the program is quiet; a secret only where it is not shown (SECRET_VISIBLE otherwise). */
  answer(answer: string | Secret, options: TypingOptions & RespondOptions = {}): Promise<void> {
    return this.#waits.forAnswer('answer', { answer }, options);
  }

  /** Types text without Enter once the program is quiet. */
  type(type: string | Secret, options: TypingOptions & RespondOptions = {}): Promise<void> {
    return this.#waits.forAnswer('type', { type }, options);
  }

  /** Presses keys by name once the program is quiet; `<Ok>` is the button of that label on the screen. Options come last. */
  async press(...keys: readonly string[] | readonly [...string[], RespondOptions]): Promise<void> {
    const last = keys.at(-1);
    const options = isObject(last) && !Array.isArray(last) ? last : undefined;
    if (options !== undefined) checkNames('press', options, pressNames);
    const press = (options === undefined ? keys : keys.slice(0, -1)) as readonly string[];
    await this.#waits.forAnswer('press', { press }, options);
  }

  /** Chooses by label in the menu that is on the screen, and confirms; WIDGET_FAILED when it cannot. */
  select(select: SelectLike, options: Pick<ResponseLike, 'press'> & RespondOptions = {}): Promise<void> {
    return this.#waits.forAnswer('select', { select }, options);
  }

  /** Fills the form that is on the screen by its labels, and confirms; WIDGET_FAILED when it cannot. */
  fill(
    fill: FillLike,
    options: Pick<ResponseLike, 'press' | 'visible'> & RespondOptions = {},
  ): Promise<void> {
    return this.#waits.forAnswer('fill', { fill }, options);
  }

  /** Sends text or bytes without waiting for a stop, unchanged: `'\x03'` is Ctrl-C. Nothing is sent to a program that has ended. */
  write(bytes: Uint8Array | string): void {
    if (typeof bytes !== 'string' && !((bytes as unknown) instanceof Uint8Array))
      throw new TypeError(`write takes text or bytes, not ${shown(bytes)}.`);
    // It goes out later, behind what is being typed: what the caller does with their bytes by then is no matter.
    this.#parts.program.send(
      typeof bytes === 'string' ? new TextEncoder().encode(bytes) : new Uint8Array(bytes),
    );
  }

  /** Size of the terminal in character cells. */
  get size(): TerminalSize {
    return this.#parts.program.size;
  }

  /** Changes the size, or the part of it that is given; the program gets SIGWINCH. */
  resize(size: SizeLike): Promise<void> {
    checkSize(size);
    const { columns = this.size.columns, rows = this.size.rows } = size;
    return this.#parts.program.resize({ columns, rows });
  }

  /** What the terminal shows now. */
  screen(): Promise<Screen> {
    return this.#parts.program.screen();
  }

  /** Output in order as it comes, from now on, until it ends; bytes nobody takes are kept for the loop. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this.#parts.output[Symbol.asyncIterator]();
  }

  /** Gives the program to the person at this process's terminal until they press Ctrl-] or it ends. */
  async interact(options: InteractOptions = {}): Promise<void> {
    await this.handover(interaction(options));
  }

  /** Lets a person of your own making have the terminal until they give it back; they do not see secrets. */
  async handover(handover: Handover): Promise<void> {
    await this.#turns.take('handover', async () => {
      const { program, redactor, cancelSignal } = this.#parts;
      const person = redactingHandover(handover, redactor);
      await program.give(cancellableHandover(person, this.#turns.signalFor({ cancelSignal })));
    });
  }

  /**
   * Waits for the end and returns how the program ended. Throws PROGRAM_FAILED when that is not accepted (default: exit code
   * 0; `'any'` accepts also a signal), EXPECT_TIMEOUT, or STALLED when it asks something more.
   */
  exit(accepts?: number | readonly number[], options?: WaitOptions): Promise<Exited>;
  exit(accepts: ExitSpec, options?: WaitOptions): Promise<Completion>;
  async exit(accepts: number | ExitSpec = [0], options: WaitOptions = {}): Promise<Completion> {
    checkNames('exit', options, waitNames);
    const codes: unknown = typeof accepts === 'number' ? [accepts] : accepts;
    if (codes !== 'any' && !(Array.isArray(codes) && codes.every(Number.isInteger)))
      throw new TypeError(`exit takes a code, a list of codes or "any", not ${shown(accepts)}.`);
    return this.#waits.forEnd(typeof accepts === 'number' ? [accepts] : accepts, options);
  }

  /** How the program ended; undefined while it runs. */
  get completion(): Completion | undefined {
    return this.#parts.program.completion;
  }

  /**
   * Ends the program and all it started: SIGHUP, then SIGKILL after `graceMs` (default 1000). A daemon that has left
   * both its parent and the terminal goes on.
   */
  async kill(options: { readonly graceMs?: number | undefined } = {}): Promise<void> {
    checkNames('kill', options, { graceMs: true });
    checkMs('graceMs', options.graceMs);
    await this.#parts.program.terminal.kill(options);
  }

  /** As `kill`; a call that still waits rejects. Throws what a listener has thrown, unless a call has. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#turns.close();
    await this.#parts.program[Symbol.asyncDispose]();
    this.#turns.throwUntold();
  }

  #seen(index: number): Seen {
    const { before = '', match = [''], groups = {} } = this.#waits.last ?? {};
    return { index, before, match, groups };
  }
}
