import type { DialogueEngine } from '../dialogue/dialogue.js';
import type { Decision } from '../dialogue/decision.js';
import type { Exchange } from '../dialogue/types.js';
import type { Typing } from '../dialogue/typing.js';
import { UnattendError } from '../errors.js';
import { encodeKey, encodePaste } from '../terminal/keys.js';
import type { EchoState } from '../terminal/terminal.js';
import { type LookPort, whenAtRest, whenDrawn } from './drawn.js';
import { isTypingShown } from './field-probe.js';
import type { Hold } from './hold.js';
import { operate, type WidgetPort } from './operate.js';
import type { ProgramSpec } from './program-spec.js';
import type { Stage } from './stage.js';

/** What of the decisions is done by hand, so to speak: typing, working a menu, giving the terminal away. */
type Manual = Extract<Decision, { readonly kind: 'send' | 'operate' | 'handover' }>;

/** What an exchange is to be answered with, and the dialogue it belongs to. */
interface Task {
  readonly engine: DialogueEngine;
  readonly exchange: Exchange;
  /** Another dialogue may follow, and nobody knows yet what it awaits. */
  readonly isOpenEnded: boolean;
  /** The dialogue has failed or was cancelled meanwhile: whoever held it does something else now, and nothing more may be typed for it. */
  readonly isAbandoned: () => boolean;
}

/** How long a secret waits for the terminal to stop echoing (docs/language.md, how it answers). */
export const defaultEchoWaitMs = 10_000;

/** How long the terminal is watched before we look whether its answer is still wanted, in milliseconds. */
const watchMs = 250;

/** Bytes a line may have in a terminal's line mode: 4096 with the line end (Linux, N_TTY_BUF_SIZE). */
const longestLineBytes = 4095;

/** Types answers into a program, and takes note of what was typed. */
export class Hands {
  readonly #program: Stage;
  readonly #spec: ProgramSpec;
  #busy = 0;
  /** What is under way: one thing at a time is typed, in order. */
  #queue: Promise<void> = Promise.resolve();

  constructor(program: Stage, spec: ProgramSpec) {
    this.#program = program;
    this.#spec = spec;
  }

  /** Whether an answer is under way. */
  get isBusy(): boolean {
    return this.#busy > 0;
  }

  /** Carries a decision out: plain text at once, everything that has to look first in the background. */
  carryOut(hold: Hold, decision: Manual, background: (work: () => Promise<void>) => void): void {
    const { engine, until } = hold;
    const isOpenEnded = until === 'complete' && engine.required() === undefined;
    const task = { engine, exchange: decision.exchange, isOpenEnded, isAbandoned: () => hold.isOver };
    if (decision.kind === 'send' && decision.typing.kind !== 'secret') {
      if (!this.isBusy && this.#sendAtOnce(task, decision.typing)) return;
    }
    background(async () => {
      await this.#inTurn(() => this.#work(task, decision));
      engine.answered(this.#nowMs());
    });
  }

  /** Sends bytes as they are, behind what is under way; resolves when they are sent. */
  send(bytes: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      const text = Buffer.from(bytes).toString('utf8');
      this.#program.write(bytes, (await this.#isEchoOff()) ? '' : text);
      this.#program.tell({ kind: 'typed', text });
    });
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    this.#busy++;
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    try {
      await done;
    } finally {
      this.#busy--;
    }
  }

  /** Whether nothing comes back of what is typed: what then looks like its echo is the program's own. */
  async #isEchoOff(): Promise<boolean> {
    const state = await this.#program.terminal.waitForEchoOff(0).catch(() => 'unknown');
    return state === 'off';
  }

  /** Types text as a person would, in one piece. */
  typeText(text: string, isEchoed = true): void {
    this.#write(text, isEchoed);
    this.#program.tell({ kind: 'typed', text });
  }

  pressKeys(keys: readonly string[]): void {
    if (keys.length === 0) return;
    const { isApplicationCursor } = this.#program.reading.unspent.view;
    this.typeText(keys.map((key) => encodeKey(key, { isApplicationCursor }) ?? '').join(''));
  }

  async #work(task: Task, decision: Manual): Promise<void> {
    mustBeWanted(task);
    if (decision.kind === 'handover') return this.handOver(task);
    if (decision.kind === 'operate') return this.operate(task, decision);
    if (decision.typing.kind === 'secret') return this.typeSecret(task, decision.typing);
    await this.#sendWithCare(task, decision.typing);
  }

  #sendAtOnce({ engine, isOpenEnded }: Task, typing: Exclude<Typing, { kind: 'secret' }>): boolean {
    if (typing.kind === 'keys') this.pressKeys(typing.keys);
    else {
      const text = this.#textOf(typing);
      if (longestLine(text) > longestLineBytes || isOpenEnded || engine.mayAwait(text)) return false;
      this.typeText(text);
    }
    engine.answered(this.#nowMs());
    return true;
  }

  /**
   * A line mode terminal drops what of a line does not fit; raw mode has no such limit. Where the terminal does not echo, what
   * the program writes of the text is its own.
   */
  async #sendWithCare(
    { engine, exchange }: Task,
    typing: Exclude<Typing, { kind: 'secret' }>,
  ): Promise<void> {
    if (typing.kind === 'keys') {
      this.pressKeys(typing.keys);
      return;
    }
    const text = this.#textOf(typing);
    const echo = await this.#program.terminal.waitForEchoOff(0);
    if (longestLine(text) > longestLineBytes && echo !== 'raw') {
      const evidence = engine.evidence(this.#nowMs(), exchange);
      const [bytes, limitBytes] = [longestLine(text), longestLineBytes];
      throw new UnattendError('ANSWER_TOO_LONG', { ...evidence, bytes, limitBytes });
    }
    this.typeText(text, echo !== 'off');
  }

  async typeSecret(task: Task, typing: Typing & { kind: 'secret' }): Promise<void> {
    const { engine, exchange } = task;
    const { secret, isVisible, hasEnter } = typing;
    if (!isVisible && !(await this.#isFieldHidden(task)))
      throw new UnattendError('SECRET_VISIBLE', { ...engine.evidence(this.#nowMs(), exchange), secret });
    const value = this.#spec.secretValue(secret);
    const text = this.#textOf({ ...typing, text: value, hasEnter });
    if (longestLine(text) > longestLineBytes) {
      const [bytes, limitBytes] = [longestLine(text), longestLineBytes];
      const evidence = engine.evidence(this.#nowMs(), exchange);
      throw new UnattendError('ANSWER_TOO_LONG', { ...evidence, bytes, limitBytes });
    }
    this.#write(text);
    this.#program.tell({ kind: 'secret-typed', secret, hasEnter });
  }

  /** A secret is typed where the terminal does not echo in line mode, or a probe has shown that the program hides it. */
  async #isFieldHidden(task: Task, isInForm = false): Promise<boolean> {
    const { engine, exchange } = task;
    const { terminal, reading, completion } = this.#program;
    const echo = await this.#waitForEchoOff(task);
    mustBeWanted(task);
    if (!isInForm && completion === undefined && engine.hasMovedOn())
      throw new UnattendError('PROMPT_GONE', engine.evidence(this.#nowMs(), exchange));
    if (echo !== 'raw') return echo === 'off';
    return !(await isTypingShown({
      ...this.#output(),
      type: (text) => terminal.write(new TextEncoder().encode(text)),
      screen: reading.lastLines(),
    }));
  }

  async #waitForEchoOff({ isAbandoned }: Task): Promise<EchoState> {
    const untilMs = this.#nowMs() + (this.#spec.echoWaitMs ?? defaultEchoWaitMs);
    for (;;) {
      const leftMs = Math.max(0, untilMs - this.#nowMs());
      const echo = await this.#program.terminal.waitForEchoOff(Math.min(leftMs, watchMs));
      if (echo !== 'on' || leftMs <= watchMs || isAbandoned()) return echo;
    }
  }

  async operate(task: Task, { tasks, from }: Manual & { kind: 'operate' }): Promise<void> {
    const failure = await (this.#spec.operate ?? operate)(tasks, this.#widgetPort(task, from));
    if (failure === undefined) return;
    const evidence = task.engine.evidence(this.#nowMs(), task.exchange);
    throw new UnattendError('WIDGET_FAILED', { ...evidence, ...withPlaces(failure) });
  }

  #widgetPort(task: Task, from: number): WidgetPort {
    const { reading } = this.#program;
    const act = async (doIt: () => void): Promise<void> => {
      mustBeWanted(task);
      await whenDrawn(this.#output(), doIt);
    };
    return {
      look: async () => ({
        screen: await this.#program.screen(),
        text: reading.unspent.view.textFrom(from),
      }),
      settle: () => whenAtRest(this.#output(), task.isAbandoned),
      press: (keys) => act(() => this.pressKeys(keys)),
      type: (text) => act(() => this.typeText(text)),
      typeSecret: async (secret, isVisible) => {
        if (!isVisible && !(await this.#isFieldHidden(task, true)))
          throw new UnattendError('SECRET_VISIBLE', {
            ...task.engine.evidence(this.#nowMs(), task.exchange),
            secret,
          });
        await act(() => this.#write(this.#spec.secretValue(secret)));
        this.#program.tell({ kind: 'secret-typed', secret, hasEnter: false });
      },
    };
  }

  async handOver({ engine, exchange }: Task): Promise<void> {
    const { handover } = this.#spec;
    if (handover === undefined)
      throw new UnattendError('HANDOVER_IMPOSSIBLE', engine.evidence(this.#nowMs(), exchange));
    await this.give(handover);
  }

  /** What stood there when the person pressed a key is spent: they have answered it. What came since is the script's. */
  async give(handover: NonNullable<ProgramSpec['handover']>): Promise<void> {
    const program = this.#program;
    const { unspent, raw } = program.reading;
    await handover({
      size: program.size,
      screen: await program.screen(),
      listen: (listener) => program.listen(listener),
      write(bytes) {
        unspent.spendTo(unspent.view.end);
        raw.spendTo(raw.end);
        program.write(bytes);
      },
      resize: (size) => program.resize(size),
      lookAtEcho: () => program.terminal.waitForEchoOff(0),
      ended: program.terminal.completion.catch(() => undefined),
    });
    program.reading.resumed(this.#nowMs());
  }

  #output(): LookPort {
    const { clock, terminal } = this.#program;
    return {
      clock,
      listen: (listener) => this.#program.listen(listener),
      waitState: () => terminal.waitState({ looks: 1 }),
    };
  }

  #write(text: string, isEchoed = true): void {
    this.#program.write(Buffer.from(text), isEchoed ? text : '');
  }

  /**
   * Ctrl-U erases the line in readline and in a terminal's line mode (VKILL); several lines are a paste where the program asked
   * to be told of pastes.
   */
  #textOf({ text, hasEnter, isClearing }: Written): string {
    const { isBracketedPaste } = this.#program.reading.unspent.view;
    return `${isClearing ? '\x15' : ''}${encodePaste(text, { isBracketedPaste })}${hasEnter ? '\r' : ''}`;
  }

  #nowMs(): number {
    return this.#program.clock.nowMs();
  }
}

interface Written {
  readonly text: string;
  readonly hasEnter: boolean;
  readonly isClearing: boolean;
}

/** Nobody sees this error: that of the dialogue came before. */
function mustBeWanted({ isAbandoned }: Task): void {
  if (isAbandoned()) throw new Error('The dialogue was over before its answer was typed.');
}

const longestLine = (text: string): number =>
  text.length * 3 <= longestLineBytes
    ? text.length
    : Math.max(...text.split(/(?<=[\r\n])/).map((line) => Buffer.byteLength(line)));

function withPlaces(failure: {
  readonly reason: string;
  readonly label: string;
  readonly there?: readonly string[];
}): { readonly reason: string; readonly label: string; readonly there: readonly string[] } {
  return { there: [], ...failure };
}
