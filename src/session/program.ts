import type { DialogueEngine } from '../dialogue/dialogue.js';
import type { Limits } from '../dialogue/limits.js';
import { createReading, type Reading } from '../dialogue/reading.js';
import type { Dialogue } from '../dialogue/types.js';
import type { Screen } from '../screen.js';
import { createScreenEmulator, type ScreenEmulator } from '../terminal/screen-emulator.js';
import type { Completion, Terminal, TerminalSize } from '../terminal/terminal.js';
import { type Clock, createRunningClock } from './clock.js';
import type { Handover } from './handover.js';
import type { HoldEnd, HoldOptions } from './hold.js';
import { Holder } from './holder.js';
import type { ConversationEvent, ProgramSpec } from './program-spec.js';
import type { HeldStage } from './stage.js';

/** A program on a terminal and the conversation with it: what it wrote and what of it is spent outlives each dialogue that is held. */
export class Program implements HeldStage, AsyncDisposable {
  #startedMs: number;
  readonly reading: Reading;
  readonly clock: Clock;
  readonly #ownClock: Disposable | undefined;
  readonly #spec: ProgramSpec;
  readonly #emulator: ScreenEmulator;
  readonly #holder: Holder;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  #terminal: Terminal | undefined;
  #size: TerminalSize;
  #completion: Completion | undefined;

  private constructor(spec: ProgramSpec) {
    this.#spec = spec;
    this.#size = spec.size;
    if (spec.clock === undefined) this.clock = this.#ownClock = createRunningClock();
    else this.clock = spec.clock;
    this.#startedMs = this.clock.nowMs();
    this.reading = createReading(spec.size, this.#startedMs, spec.conceal);
    this.#emulator = createScreenEmulator({ ...spec.size, onReply: (reply) => this.#reply(reply) });
    this.#holder = new Holder(this, spec);
  }

  /** When the terminal was open: time counts from here. */
  get startedMs(): number {
    return this.#startedMs;
  }

  static async open(spec: ProgramSpec): Promise<Program> {
    spec.cancelSignal?.throwIfAborted();
    const program = new Program(spec);
    const terminal = await program.#openTerminal();
    program.#terminal = terminal;
    program.#startedMs = program.clock.nowMs();
    program.reading.resumed(program.#startedMs);
    terminal.completion.then(
      (completion) => program.#onEnd(completion),
      (error: unknown) => program.#holder.fail(error),
    );
    return program;
  }

  async #openTerminal(): Promise<Terminal> {
    try {
      return await this.#spec.open(
        (bytes) => this.#onOutput(bytes),
        (size) => this.#onResize(size),
      );
    } catch (error) {
      this.#ownClock?.[Symbol.dispose]();
      throw error;
    }
  }

  get terminal(): Terminal {
    if (this.#terminal === undefined) throw new TypeError('The terminal is not open yet.');
    return this.#terminal;
  }

  get size(): TerminalSize {
    return this.#size;
  }

  /** How the program ended; undefined while it runs. */
  get completion(): Completion | undefined {
    return this.#completion;
  }

  get isOpen(): boolean {
    return this.#terminal !== undefined;
  }

  /** The dialogue was complete and the program was hung up on, as the script wants. */
  get isHungUp(): boolean {
    return this.#holder.isHungUp;
  }

  /** The dialogue that is or was held last. */
  get engine(): DialogueEngine | undefined {
    return this.#holder.engine;
  }

  /** The dialogue that is or was held last, as it was given. */
  get dialogue(): Dialogue | undefined {
    return this.#holder.dialogue;
  }

  /** As `Holder.hold`. */
  hold(dialogue: Dialogue, options: HoldOptions): Promise<HoldEnd> {
    return this.#holder.hold(dialogue, options);
  }

  /** As `Holder.goOn`. */
  goOn(limits: Limits, cancelSignal?: AbortSignal): Promise<HoldEnd> {
    return this.#holder.goOn(limits, cancelSignal);
  }

  /** As `Holder.give`. */
  give(handover: Handover): Promise<void> {
    return this.#holder.give(handover);
  }

  /** Hands all output to the listener from now on, until the returned function is called. */
  listen(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What the terminal shows now. */
  async screen(): Promise<Screen> {
    const { pieces } = this.reading;
    const screen = await this.clock.during(this.snapshot());
    this.reading.show(screen, pieces);
    return screen;
  }

  snapshot(): Promise<Screen> {
    return this.#emulator.snapshot();
  }

  /** Sends bytes and takes note of them: what comes back of them is no output. */
  write(bytes: Uint8Array, asText = Buffer.from(bytes).toString('utf8')): void {
    this.reading.typed(asText, this.clock.nowMs(), this.#emulator.mark());
    this.#terminal?.write(bytes);
  }

  /** As `Holder.send`. */
  send(bytes: Uint8Array): void {
    this.#holder.send(bytes);
  }

  async resize(size: TerminalSize): Promise<void> {
    this.#onResize(size);
    await this.terminal.resize(size);
  }

  #onResize(size: TerminalSize): void {
    this.#size = size;
    this.reading.resize(size);
    this.#emulator.resize(size);
  }

  tell(event: ConversationEvent): void {
    this.#spec.onEvent?.(event);
  }

  /** Ends the program and all it started. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#holder.close();
    try {
      await this.#terminal?.[Symbol.asyncDispose]();
    } finally {
      this.#emulator.dispose();
      this.#ownClock?.[Symbol.dispose]();
    }
  }

  #onOutput(bytes: Uint8Array): void {
    this.tell({ kind: 'output', bytes });
    this.#emulator.push(bytes);
    for (const listener of this.#listeners) listener(bytes);
    this.#holder.turns.feed(bytes);
    const hasQuery = this.reading.unspent.view.takeQuery();
    if (hasQuery) void this.clock.during(this.#emulator.flush());
    // What a program asks comes in small pieces, and is looked at before the stream that brought it keeps its own books (through a
    // container 7 us of the 40 to an answer). One that asks the terminal as well gets the terminal's answer first.
    const { turns } = this.#holder;
    if (turns.isFlowing || hasQuery || !this.isOpen) turns.soon();
    else turns.now();
  }

  /** What the terminal answers to a question of the program's; where it echoes, that is no output either. */
  #reply(reply: string): void {
    this.reading.unspent.typed(reply);
    this.#terminal?.write(Buffer.from(reply, 'latin1'));
  }

  /** The last byte has been fed: patterns for the end are looked at, then whoever waits is told. */
  #onEnd(completion: Completion): void {
    this.#completion = completion;
    this.reading.finish(this.clock.nowMs());
    this.#holder.turns.now();
    this.#ownClock?.[Symbol.dispose]();
  }
}
