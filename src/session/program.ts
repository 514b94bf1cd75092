import { createDialogueEngine, type DialogueEngine } from '../dialogue/dialogue.js';
import type { Decision } from '../dialogue/decision.js';
import type { Limits } from '../dialogue/limits.js';
import { createReading, type Reading } from '../dialogue/reading.js';
import type { Dialogue } from '../dialogue/types.js';
import type { Screen } from '../screen.js';
import { createScreenEmulator, type ScreenEmulator } from '../terminal/screen-emulator.js';
import type { Completion, Terminal, TerminalSize } from '../terminal/terminal.js';
import { type Clock, systemClock } from './clock.js';
import { Hands } from './hands.js';
import type { Handover } from './handover.js';
import type { Hold, HoldEnd, HoldOptions } from './hold.js';
import type { ConversationEvent, ProgramSpec } from './program-spec.js';
import type { Stage } from './stage.js';

/** How much output is fed before the dialogue looks at it; far less than the 64 kB of text it holds. */
const pieceBytes = 16 * 1024;

/** A piece of output this large is one of many: a terminal hands out 4095 bytes at most. */
const flowBytes = 4095;

/**
 * A program on a terminal and the conversation with it: feeds output and time into a dialogue, carries out what it decides, and
 * owns the timers. One dialogue is held at a time; what the program wrote and what of it is spent outlives each of them.
 */
export class Program implements Stage, AsyncDisposable {
  #startedMs: number;
  readonly reading: Reading;
  readonly clock: Clock;
  readonly #spec: ProgramSpec;
  readonly #emulator: ScreenEmulator;
  readonly #hands: Hands;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  #terminal: Terminal | undefined;
  #size: TerminalSize;
  #hold: Hold | undefined;
  #isTurnDue = false;
  /** The last piece of output was a large one: more of it is on its way. */
  #isFlowing = false;
  #isClosed = false;
  /** Fed since the dialogue last looked. */
  #unseenBytes = 0;
  /** When it was fed: that it lay there for a while before it was looked at is no silence of the program's. */
  #fedAtMs: number | undefined;
  #wakeAtMs = Infinity;
  #cancelWake: () => void = () => undefined;
  #completion: Completion | undefined;
  /** The dialogue was complete and the program was hung up on, as the script wants. */
  isHungUp = false;

  private constructor(spec: ProgramSpec) {
    this.#spec = spec;
    this.#size = spec.size;
    this.clock = spec.clock ?? systemClock;
    this.#startedMs = this.clock.nowMs();
    this.reading = createReading(spec.size, this.#startedMs, spec.conceal);
    this.#emulator = createScreenEmulator({ ...spec.size, onReply: (reply) => this.#reply(reply) });
    this.#hands = new Hands(this, spec);
  }

  /** When the terminal was open: time counts from here. */
  get startedMs(): number {
    return this.#startedMs;
  }

  static async open(spec: ProgramSpec): Promise<Program> {
    spec.cancelSignal?.throwIfAborted();
    const program = new Program(spec);
    const terminal = await spec.open(
      (bytes) => program.#onOutput(bytes),
      (size) => program.#onResize(size),
    );
    program.#terminal = terminal;
    program.#startedMs = program.clock.nowMs();
    program.reading.resumed(program.#startedMs);
    terminal.completion.then(
      (completion) => program.#onEnd(completion),
      (error: unknown) => program.#rejectHold(error),
    );
    return program;
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

  /** The dialogue that is or was held last. */
  get engine(): DialogueEngine | undefined {
    return this.#hold?.engine;
  }

  /** The dialogue that is or was held last, as it was given. */
  get dialogue(): Dialogue | undefined {
    return this.#hold?.dialogue;
  }

  /** Lets a person have the terminal until they give it back; what they saw and did is spent then. */
  give(handover: Handover): Promise<void> {
    return this.#hands.give(handover);
  }

  /**
   * Holds a dialogue until it is complete or (`until: 'ended'`) until the program has ended; what is live stays live until the
   * next one. Rejects with the dialogue's failure; the program then runs on.
   */
  hold(dialogue: Dialogue, options: HoldOptions): Promise<HoldEnd> {
    const { until, path, startedMs = this.clock.nowMs(), cancelSignal } = options;
    const engine = createDialogueEngine(dialogue, this.reading, {
      nowMs: startedMs,
      ...(path !== undefined && { path }),
    });
    return this.#wait(
      (settle) => (this.#hold = { dialogue, engine, until, ...settle, isOver: false }),
      cancelSignal,
    );
  }

  /**
   * Goes on with the dialogue that was held last until the program has ended, within new limits of time: what was answered once
   * is not answered again, and what is live stays so.
   */
  goOn(limits: Limits, cancelSignal?: AbortSignal): Promise<HoldEnd> {
    const hold = this.#hold;
    if (hold === undefined) return Promise.reject(new TypeError('No dialogue was held.'));
    const { dialogue, engine } = hold;
    engine.goOn(limits, this.clock.nowMs());
    return this.#wait(
      (settle) => (this.#hold = { dialogue, engine, until: 'ended', ...settle, isOver: false }),
      cancelSignal,
    );
  }

  async #wait(
    start: (settle: Pick<Hold, 'resolve' | 'reject'>) => void,
    own?: AbortSignal,
  ): Promise<HoldEnd> {
    const signals = [this.#spec.cancelSignal, own].filter((each) => each !== undefined);
    const cancelSignal = signals.length === 0 ? undefined : AbortSignal.any(signals);
    cancelSignal?.throwIfAborted();
    const onAbort = (): void => this.#rejectHold(cancelSignal?.reason);
    cancelSignal?.addEventListener('abort', onAbort);
    try {
      return await new Promise<HoldEnd>((resolve, reject) => {
        start({ resolve, reject });
        this.#wakeAtMs = Infinity;
        this.turnSoon();
      });
    } finally {
      cancelSignal?.removeEventListener('abort', onAbort);
      this.#cancelWake();
      this.#wakeAtMs = Infinity;
    }
  }

  /** Hands all output to the listener from now on, until the returned function is called. */
  listen(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What the terminal shows now. */
  async screen(): Promise<Screen> {
    const { pieces } = this.reading;
    const screen = await this.clock.during(this.#emulator.snapshot());
    this.reading.show(screen, pieces);
    return screen;
  }

  /** Sends bytes and takes note of them: what comes back of them is no output. */
  write(bytes: Uint8Array, asText = Buffer.from(bytes).toString('utf8')): void {
    this.reading.typed(asText, this.clock.nowMs());
    this.#terminal?.write(bytes);
  }

  /** Sends bytes as if typed, behind what is being typed, and tells of them. */
  send(bytes: Uint8Array): void {
    this.#hands.send(bytes).then(
      () => this.turnSoon(),
      (error: unknown) => this.#rejectHold(error),
    );
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
    this.#isClosed = true;
    this.#cancelWake();
    try {
      await this.#terminal?.[Symbol.asyncDispose]();
    } finally {
      this.#emulator.dispose();
    }
  }

  #onOutput(bytes: Uint8Array): void {
    this.tell({ kind: 'output', bytes });
    this.#emulator.push(bytes);
    for (const listener of this.#listeners) listener(bytes);
    if (bytes.length <= pieceBytes) this.#feed(bytes);
    else
      for (let at = 0; at < bytes.length; at += pieceBytes) this.#feed(bytes.subarray(at, at + pieceBytes));

    const hasQuery = this.reading.unspent.view.takeQuery();
    if (hasQuery) void this.clock.during(this.#emulator.flush());
    this.#isFlowing = bytes.length >= flowBytes;
    // What a program asks comes in small pieces, and is looked at before the stream that brought it keeps its own books (through a
    // container 7 us of the 40 to an answer). One that asks the terminal as well gets the terminal's answer first.
    if (this.#isFlowing || hasQuery || this.#terminal === undefined) this.turnSoon();
    else this.#turn();
  }

  /** The dialogue holds a window of text only: it looks at all of a burst before any of it leaves the window. */
  #feed(piece: Uint8Array): void {
    this.#fedAtMs = this.clock.nowMs();
    this.reading.feed(piece, this.#fedAtMs);
    this.#unseenBytes += piece.length;
    if (this.#unseenBytes > pieceBytes && this.#terminal !== undefined) this.#turn();
  }

  /** What the terminal answers to a question of the program's; where it echoes, that is no output either. */
  #reply(reply: string): void {
    this.reading.unspent.typed(reply);
    this.#terminal?.write(Buffer.from(reply, 'latin1'));
  }

  /** One turn serves all output that is there by then. */
  turnSoon(): void {
    if (this.#isTurnDue || this.#terminal === undefined) return;
    this.#isTurnDue = true;
    this.clock.soon(this.#dueTurn);
  }

  readonly #dueTurn = (): void => {
    this.#isTurnDue = false;
    if (this.#isFlowing) {
      this.#isFlowing = false;
      this.turnSoon();
    } else this.#turn();
  };

  #turn(): void {
    const nowMs = this.#fedAtMs;
    this.#unseenBytes = 0;
    this.#fedAtMs = undefined;
    const hold = this.#hold;
    if (hold === undefined || hold.isOver || this.#isClosed) return;
    try {
      while (this.#decideOnce(hold, nowMs ?? this.clock.nowMs()));
    } catch (error) {
      this.#rejectHold(error);
    }
    this.#concludeTurn(hold);
  }

  /** Whether something was decided and carried out, so that the next decision is due. */
  #decideOnce(hold: Hold, nowMs: number): boolean {
    if (hold.isOver || this.#isComplete(hold)) return false;
    const decision = hold.engine.decide(nowMs);
    if (decision === undefined) return false;
    this.#carryOut(hold, decision);
    return true;
  }

  #isComplete(hold: Hold): boolean {
    return hold.until === 'complete' && hold.engine.required() === undefined && !this.#hands.isBusy;
  }

  #concludeTurn(hold: Hold): void {
    if (hold.isOver) return;
    if (this.#isComplete(hold)) this.#settle(hold, 'complete');
    else if (this.#completion !== undefined) this.#settle(hold, 'ended');
    else this.#armWake(hold);
  }

  #settle(hold: Hold, end: HoldEnd): void {
    hold.isOver = true;
    hold.resolve(end);
    this.#letBeSeen();
  }

  /** Whoever held the dialogue goes on before time does. */
  #letBeSeen(): void {
    void this.clock.during(Promise.resolve());
  }

  #rejectHold(error: unknown): void {
    const hold = this.#hold;
    if (hold === undefined || hold.isOver) return;
    hold.isOver = true;
    hold.reject(error);
    this.#letBeSeen();
  }

  #armWake(hold: Hold): void {
    const wakeAtMs = hold.engine.wakeAtMs();
    if (this.#wakeAtMs <= wakeAtMs) return; // the timer that runs comes first and looks again
    this.#cancelWake();
    this.#wakeAtMs = wakeAtMs;
    this.#cancelWake = this.clock.after(Math.max(0, Math.ceil(wakeAtMs - this.clock.nowMs())), () => {
      this.#wakeAtMs = Infinity;
      // Output may lie ready that was not read yet, for timers go first; it has to be seen before silence is judged.
      this.turnSoon();
    });
  }

  #carryOut(hold: Hold, decision: Decision): void {
    const { engine } = hold;
    switch (decision.kind) {
      case 'fail':
        this.#rejectHold(decision.error);
        return;
      case 'see':
        this.#background(hold, async () => {
          const { pieces } = this.reading;
          engine.show(await this.clock.during(this.#emulator.snapshot()), pieces);
        });
        return;
      case 'look':
        this.#background(hold, async () => {
          const state = await this.terminal.waitState({ looks: decision.why === 'stall' ? 2 : 1 });
          const next = hold.isOver ? undefined : engine.waiting(decision, state, this.clock.nowMs());
          if (next !== undefined) this.#carryOut(hold, next);
        });
        return;
      case 'warn':
        this.tell({ kind: 'warning', prompt: decision.prompt, silentMs: decision.silentMs });
        return;
      case 'end':
        this.#end(decision.how);
        return;
      case 'passed':
        this.tell({ kind: 'exchange', exchange: decision.exchange });
        return;
      case 'send':
      case 'operate':
      case 'handover':
        this.tell({ kind: 'exchange', exchange: decision.exchange });
        this.#hands.carryOut(hold, decision, (work) => this.#background(hold, work));
    }
  }

  /** Work that takes a while: its failure is that of the dialogue, and the dialogue looks again when it is done. */
  #background(hold: Hold, work: () => Promise<void>): void {
    this.clock.beside(work()).then(
      () => this.turnSoon(),
      (error: unknown) => {
        if (this.#hold === hold) this.#rejectHold(error);
      },
    );
  }

  #end(how: 'hangup' | 'ctrl-d'): void {
    if (how === 'ctrl-d') this.write(new Uint8Array([0x04]));
    else {
      this.isHungUp = true;
      this.terminal.kill().catch((error: unknown) => this.#rejectHold(error));
    }
  }

  /** The last byte has been fed: patterns for the end are looked at, then whoever waits is told. */
  #onEnd(completion: Completion): void {
    const hold = this.#hold;
    this.#completion = completion;
    this.reading.finish(this.clock.nowMs());
    if (hold !== undefined) this.#turn();
  }
}
