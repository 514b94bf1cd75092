import { StringDecoder } from 'node:string_decoder';
import type { Decision } from '../dialogue/decision.js';
import type { Typing } from '../dialogue/typing.js';
import { UnattendError } from '../errors.js';
import { whenAtRest, whenDrawn } from './drawn.js';
import type { Handover, HandoverLink } from './handover.js';
import type { Hold } from './hold.js';
import { operate, type WidgetPort } from './operate.js';
import type { ProgramSpec } from './program-spec.js';
import { SecretTyping } from './secret-typing.js';
import type { Stage } from './stage.js';
import { mustBeWanted, type Task } from './task.js';
import { isFitting, Typist } from './typist.js';

/** What of the decisions is done by hand, so to speak: typing, working a menu, giving the terminal away. */
type Manual = Extract<Decision, { readonly kind: 'send' | 'operate' | 'handover' }>;

/** What is typed of an answer that is no secret. */
type Plain = Exclude<Typing, { readonly kind: 'secret' }>;

/** Does what a dialogue wants done by hand: one thing at a time, in order. */
export class Hands {
  readonly #program: Stage;
  readonly #spec: ProgramSpec;
  readonly #typist: Typist;
  readonly #secrets: SecretTyping;
  #busy = 0;
  /** What is under way: one thing at a time is typed, in order. */
  #queue: Promise<void> = Promise.resolve();
  /** Bytes that wait at the end of the queue: what is sent then joins them. */
  #unsent: { readonly pieces: Uint8Array[]; readonly sent: Promise<void> } | undefined;
  /** A character may come in two pieces. */
  readonly #decoder = new StringDecoder('utf8');

  constructor(program: Stage, spec: ProgramSpec) {
    this.#program = program;
    this.#spec = spec;
    this.#typist = new Typist(program);
    this.#secrets = new SecretTyping(program, spec, this.#typist);
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

  /** Sends bytes as they are, behind what is under way, those that wait together as one; resolves when they are sent. */
  send(bytes: Uint8Array): Promise<void> {
    if (this.#unsent !== undefined) {
      this.#unsent.pieces.push(bytes);
      return this.#unsent.sent;
    }
    const pieces = [bytes];
    const sent = this.#inTurn(async () => {
      // What is given from here on may be meant for what the program does next.
      if (this.#unsent?.pieces === pieces) this.#unsent = undefined;
      const all = Buffer.concat(pieces);
      const isEchoOff = await this.#isEchoOff();
      const text = this.#decoder.write(all);
      this.#program.write(all, isEchoOff ? '' : text);
      this.#program.tell({ kind: 'typed', text });
    });
    this.#unsent = { pieces, sent };
    return sent;
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    this.#unsent = undefined;
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

  async #work(task: Task, decision: Manual): Promise<void> {
    mustBeWanted(task);
    if (decision.kind === 'handover') return this.#handOver(task);
    if (decision.kind === 'operate') return this.#operate(task, decision);
    if (decision.typing.kind === 'secret') return this.#secrets.answer(task, decision.typing);
    await this.#sendWithCare(task, decision.typing);
  }

  #sendAtOnce({ engine, isOpenEnded }: Task, typing: Plain): boolean {
    if (typing.kind === 'keys') this.#typist.press(typing.keys);
    else {
      const text = this.#typist.textOf(typing);
      if (!isFitting(text) || isOpenEnded || engine.mayAwait(text)) return false;
      this.#typist.type(text);
    }
    engine.answered(this.#nowMs());
    return true;
  }

  /**
   * A line mode terminal drops what of a line does not fit; raw mode has no such limit. Where the terminal does not echo, what
   * the program writes of the text is its own.
   */
  async #sendWithCare(task: Task, typing: Plain): Promise<void> {
    if (typing.kind === 'keys') {
      this.#typist.press(typing.keys);
      return;
    }
    const text = this.#typist.textOf(typing);
    const echo = await this.#program.terminal.waitForEchoOff(0);
    if (echo !== 'raw') this.#typist.mustFit(text, task);
    this.#typist.type(text, echo !== 'off');
  }

  async #operate(task: Task, { tasks, from }: Manual & { kind: 'operate' }): Promise<void> {
    const failure = await (this.#spec.operate ?? operate)(tasks, this.#widgetPort(task, from));
    if (failure === undefined) return;
    await this.#program.screen();
    const evidence = task.engine.evidence(this.#nowMs(), task.exchange);
    throw new UnattendError('WIDGET_FAILED', { ...evidence, ...withPlaces(failure) });
  }

  #widgetPort(task: Task, from: number): WidgetPort {
    const { reading } = this.#program;
    const { output } = this.#typist;
    const act = async (doIt: () => void): Promise<void> => {
      mustBeWanted(task);
      await whenDrawn(output, doIt);
    };
    return {
      look: async () => ({
        screen: await this.#program.screen(),
        text: reading.unspent.view.textFrom(from),
      }),
      nowMs: () => this.#nowMs(),
      async settle() {
        const isAtRest = await whenAtRest(output, task.isAbandoned);
        mustBeWanted(task);
        return isAtRest;
      },
      press: (keys) => act(() => this.#typist.press(keys)),
      type: (text) => act(() => this.#typist.type(text)),
      typeSecret: (secret, isVisible) => this.#secrets.fillIn(task, { secret, isVisible }, act),
    };
  }

  async #handOver({ engine, exchange }: Task): Promise<void> {
    const { handover } = this.#spec;
    if (handover !== undefined) return this.give(handover);
    await this.#program.screen();
    throw new UnattendError('HANDOVER_IMPOSSIBLE', engine.evidence(this.#nowMs(), exchange));
  }

  /** What stood there when the person pressed a key is spent: they have answered it. What came since is the script's. */
  async give(handover: Handover): Promise<void> {
    const program = this.#program;
    const { unspent, raw } = program.reading;
    const screen = await program.screen();
    const link: HandoverLink = {
      size: program.size,
      screen,
      listen: (listener) => program.listen(listener),
      write(bytes) {
        unspent.spendTo(unspent.view.end);
        raw.spendTo(raw.end);
        program.write(bytes);
      },
      resize: (size) => program.resize(size),
      lookAtEcho: () => program.terminal.waitForEchoOff(0),
      ended: program.terminal.completion.catch(() => undefined),
    };
    try {
      await handover(link);
    } finally {
      program.reading.resumed(this.#nowMs());
    }
  }

  #nowMs(): number {
    return this.#program.clock.nowMs();
  }
}

function withPlaces(failure: {
  readonly reason: string;
  readonly label: string;
  readonly there?: readonly string[];
}): { readonly reason: string; readonly label: string; readonly there: readonly string[] } {
  return { there: [], ...failure };
}
