import { createDialogueEngine, type Decision, type DialogueEngine } from '../dialogue/dialogue.js';
import type { Dialogue, Exchange } from '../dialogue/types.js';
import type { Typing } from '../dialogue/typing.js';
import { UnattendError } from '../errors.js';
import { encodeKey } from '../terminal/keys.js';
import type { Completion, Terminal, TerminalSize } from '../terminal/terminal.js';
import { type Clock, systemClock } from './clock.js';
import { type ExitSpec, describeCompletion, isAccepted } from './exit.js';
import { isTypingShown } from './field-probe.js';

/** What happens in a conversation, in order, as it happens. */
export type ConversationEvent =
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  /** Something was typed; of a secret only its name is told. */
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'secret-typed'; readonly secret: string }
  /** An exchange was answered, or passed when it answers nothing. */
  | { readonly kind: 'exchange'; readonly exchange: Exchange };

export interface ConversationSpec {
  /** Starts the program; its output goes to the function given. */
  readonly open: (onOutput: (bytes: Uint8Array) => void) => Terminal | Promise<Terminal>;
  readonly size: TerminalSize;
  readonly dialogue: Dialogue;
  readonly accepts: ExitSpec;
  /** The value of a secret. */
  readonly secretValue: (name: string) => string;
  readonly onEvent?: (event: ConversationEvent) => void;
  readonly clock?: Clock;
  /** How long a secret waits for the terminal to stop echoing, in milliseconds; default 10 s. */
  readonly echoWaitMs?: number;
  /** Kills the program; the conversation then rejects with the signal's reason. */
  readonly cancelSignal?: AbortSignal;
}

/** How the program ended when all went well. */
export interface ConversationResult {
  readonly completion: Completion;
  readonly durationMs: number;
}

/** How long a secret waits for the terminal to stop echoing (docs/language.md, how it answers). */
export const defaultEchoWaitMs = 10_000;

/** How much output is fed before the dialogue looks at it; far less than the 64 kB of text it holds. */
const pieceBytes = 16 * 1024;

/** Bytes a line may have in a terminal's line mode: 4096 with the line end (Linux, N_TTY_BUF_SIZE). */
const longestLineBytes = 4095;

/**
 * Runs a program on a terminal and answers it by a dialogue until it ends. Throws the UnattendError of the dialogue
 * (exit code 3), or STEP_FAILED when the program's own exit is not accepted.
 */
export async function converse(spec: ConversationSpec): Promise<ConversationResult> {
  const conversation = new Conversation(spec);
  return conversation.run();
}

class Conversation {
  readonly #spec: ConversationSpec;
  readonly #clock: Clock;
  readonly #engine: DialogueEngine;
  readonly #startedMs: number;
  readonly #failed: Promise<never>;
  #fail!: (error: unknown) => void;
  #terminal: Terminal | undefined;
  #isTurnDue = false;
  #isOver = false;
  /** Fed since the dialogue last looked. */
  #unseenBytes = 0;
  /** Looks at output beside the dialogue, while a secret waits. */
  #listener: ((bytes: Uint8Array) => void) | undefined;
  #wakeAtMs = Infinity;
  #cancelWake: () => void = () => undefined;

  constructor(spec: ConversationSpec) {
    this.#spec = spec;
    this.#clock = spec.clock ?? systemClock;
    this.#startedMs = this.#clock.nowMs();
    this.#engine = createDialogueEngine(spec.dialogue, { ...spec.size, nowMs: this.#startedMs });
    this.#failed = new Promise((_, reject) => (this.#fail = reject));
    this.#failed.catch(() => undefined); // it may fail when nobody waits any more
  }

  async run(): Promise<ConversationResult> {
    const { cancelSignal } = this.#spec;
    cancelSignal?.throwIfAborted();
    const onAbort = (): void => this.#fail(cancelSignal?.reason);
    cancelSignal?.addEventListener('abort', onAbort);
    try {
      await using terminal = await this.#spec.open((bytes) => this.#onOutput(bytes));
      this.#terminal = terminal;
      this.#turnSoon();
      const completion = await Promise.race([terminal.completion, this.#failed]);
      return this.#conclude(completion);
    } finally {
      this.#isOver = true;
      this.#cancelWake();
      cancelSignal?.removeEventListener('abort', onAbort);
    }
  }

  #onOutput(bytes: Uint8Array): void {
    this.#spec.onEvent?.({ kind: 'output', bytes });
    this.#listener?.(bytes);
    if (this.#isOver) return;
    for (let at = 0; at < bytes.length; at += pieceBytes) this.#feed(bytes.subarray(at, at + pieceBytes));
    this.#turnSoon();
  }

  /** The dialogue holds a window of text only: it looks at all of a burst before any of it leaves the window. */
  #feed(piece: Uint8Array): void {
    if (this.#isOver) return;
    this.#engine.feed(piece, this.#clock.nowMs());
    this.#unseenBytes += piece.length;
    if (this.#unseenBytes > pieceBytes && this.#terminal !== undefined) this.#turn();
  }

  /** One turn serves all output that is there by then. */
  #turnSoon(): void {
    if (this.#isTurnDue || this.#terminal === undefined) return;
    this.#isTurnDue = true;
    this.#clock.soon(() => {
      this.#isTurnDue = false;
      this.#turn();
    });
  }

  #turn(): void {
    this.#unseenBytes = 0;
    if (this.#isOver) return;
    try {
      for (let next = this.#decide(); next !== undefined; next = this.#decide()) this.#carryOut(next);
    } catch (error) {
      this.#fail(error);
    }
    this.#armWake();
  }

  #decide(): Decision | undefined {
    return this.#isOver ? undefined : this.#engine.decide(this.#clock.nowMs());
  }

  #armWake(): void {
    const wakeAtMs = this.#engine.wakeAtMs();
    if (this.#wakeAtMs <= wakeAtMs || this.#isOver) return; // the timer that runs comes first and looks again
    this.#cancelWake();
    this.#wakeAtMs = wakeAtMs;
    this.#cancelWake = this.#clock.after(Math.max(0, Math.ceil(wakeAtMs - this.#clock.nowMs())), () => {
      this.#wakeAtMs = Infinity;
      // Output may lie ready that was not read yet, for timers go first; it has to be seen before silence is judged.
      this.#turnSoon();
    });
  }

  #carryOut(decision: Decision): void {
    if (decision.kind === 'fail') {
      this.#isOver = true;
      this.#fail(decision.error);
      return;
    }
    this.#spec.onEvent?.({ kind: 'exchange', exchange: decision.exchange });
    if (decision.kind === 'send') this.#send(decision.exchange, decision.typing);
  }

  #send(exchange: Exchange, typing: Typing): void {
    if (typing.kind === 'secret') {
      this.#sendSecret(exchange, typing).catch((error: unknown) => this.#fail(error));
      return;
    }
    const text = typing.kind === 'text' ? clearing(typing) + typing.text : this.#encode(typing.keys);
    const typed = typing.kind === 'text' && typing.hasEnter ? `${text}\r` : text;
    this.#type(exchange, typed);
    this.#spec.onEvent?.({ kind: 'typed', text: typed });
  }

  async #sendSecret(exchange: Exchange, typing: Typing & { kind: 'secret' }): Promise<void> {
    const isHidden = typing.isVisible || (await this.#isFieldHidden(exchange));
    if (this.#isOver) return;
    if (!isHidden) {
      const evidence = this.#engine.evidence(this.#clock.nowMs(), exchange);
      throw new UnattendError('SECRET_VISIBLE', { ...evidence, secret: typing.secret });
    }
    this.#type(
      exchange,
      `${clearing(typing)}${this.#spec.secretValue(typing.secret)}${typing.hasEnter ? '\r' : ''}`,
    );
    this.#spec.onEvent?.({ kind: 'secret-typed', secret: typing.secret });
    this.#turnSoon();
  }

  /** A secret is typed where the terminal does not echo in line mode, or a probe has shown that the program hides it. */
  async #isFieldHidden(exchange: Exchange): Promise<boolean> {
    const terminal = this.#terminal;
    const echo = await terminal?.waitForEchoOff(this.#spec.echoWaitMs ?? defaultEchoWaitMs);
    if (!this.#isOver && this.#engine.hasMovedOn())
      throw new UnattendError('PROMPT_GONE', this.#engine.evidence(this.#clock.nowMs(), exchange));
    if (echo !== 'raw' || terminal === undefined || this.#isOver) return echo === 'off';
    const { screen } = this.#engine.evidence(this.#clock.nowMs());
    const type = (text: string): void => terminal.write(new TextEncoder().encode(text));
    const listen = (listener: (bytes: Uint8Array) => void): (() => void) => {
      this.#listener = listener;
      return () => (this.#listener = undefined);
    };
    return !(await isTypingShown({ clock: this.#clock, type, listen, screen }));
  }

  #type(exchange: Exchange, text: string): void {
    const bytes = new TextEncoder().encode(text);
    if (bytes.length > longestLineBytes) {
      const evidence = this.#engine.evidence(this.#clock.nowMs(), exchange);
      throw new UnattendError('ANSWER_TOO_LONG', {
        ...evidence,
        bytes: bytes.length,
        limitBytes: longestLineBytes,
      });
    }
    this.#engine.typed(text, this.#clock.nowMs());
    this.#terminal?.write(bytes);
  }

  #encode(keys: readonly string[]): string {
    const { isApplicationCursor } = this.#engine;
    return keys.map((key) => encodeKey(key, { isApplicationCursor }) ?? '').join('');
  }

  /** The exit code decides; then nothing required may be left. */
  #conclude(completion: Completion): ConversationResult {
    const nowMs = this.#clock.nowMs();
    this.#engine.finish(nowMs);
    for (let next = this.#engine.decide(nowMs); next !== undefined; next = this.#engine.decide(nowMs)) {
      if (next.kind === 'fail') throw next.error;
      this.#spec.onEvent?.({ kind: 'exchange', exchange: next.exchange });
    }
    const status = describeCompletion(completion);
    const waiting = this.#engine.required();
    const evidence = this.#engine.evidence(nowMs, waiting);
    if (!isAccepted(completion, this.#spec.accepts))
      throw new UnattendError('PROGRAM_FAILED', { ...evidence, status });
    if (waiting !== undefined) throw new UnattendError('UNEXPECTED_END', { ...evidence, status });
    return { completion, durationMs: nowMs - this.#startedMs };
  }
}

/** Ctrl-U erases the line in readline and in a terminal's line mode (VKILL). */
const clearing = ({ isClearing }: { isClearing: boolean }): string => (isClearing ? '\x15' : '');
