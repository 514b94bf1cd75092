import { createDialogueEngine, type DialogueEngine } from '../dialogue/dialogue.js';
import type { Decision } from '../dialogue/decision.js';
import type { Limits } from '../dialogue/limits.js';
import type { Dialogue } from '../dialogue/types.js';
import type { UnattendError } from '../errors.js';
import { pause } from './clock.js';
import { Hands } from './hands.js';
import type { Handover } from './handover.js';
import type { Hold, HoldEnd, HoldOptions } from './hold.js';
import type { ProgramSpec } from './program-spec.js';
import type { HeldStage } from './stage.js';
import { TurnTaking } from './turn-taking.js';

/**
 * Holds a dialogue with a program: lets it look when it is its turn, and carries out what it decides. One is held at a time.
 */
export class Holder {
  readonly #stage: HeldStage;
  readonly #spec: ProgramSpec;
  readonly #hands: Hands;
  /** When the dialogue looks at what is there. */
  readonly turns: TurnTaking;
  #hold: Hold | undefined;
  #isClosed = false;
  /** The dialogue was complete and the program was hung up on, as the script wants. */
  isHungUp = false;

  constructor(stage: HeldStage, spec: ProgramSpec) {
    this.#stage = stage;
    this.#spec = spec;
    this.#hands = new Hands(stage, spec);
    this.turns = new TurnTaking(stage, (fedAtMs) => this.#look(fedAtMs));
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
    const { until, path, startedMs = this.#stage.clock.nowMs(), cancelSignal } = options;
    const engine = createDialogueEngine(dialogue, this.#stage.reading, {
      nowMs: startedMs,
      slowdown: () => this.#stage.clock.slowdown(),
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
    engine.goOn(limits, this.#stage.clock.nowMs());
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
    const onAbort = (): void => this.fail(cancelSignal?.reason);
    cancelSignal?.addEventListener('abort', onAbort);
    try {
      return await new Promise<HoldEnd>((resolve, reject) => {
        start({ resolve, reject });
        this.turns.forgetTime();
        this.turns.soon();
      });
    } finally {
      cancelSignal?.removeEventListener('abort', onAbort);
      this.turns.forgetTime();
    }
  }

  /** Sends bytes as if typed, behind what is being typed, and tells of them. */
  send(bytes: Uint8Array): void {
    this.#hands.send(bytes).then(
      () => this.turns.soon(),
      (error: unknown) => this.fail(error),
    );
  }

  /** Lets the dialogue look at what is there, and carries out what it decides. */
  #look(fedAtMs: number | undefined): void {
    const hold = this.#hold;
    if (hold === undefined || hold.isOver || this.#isClosed) return;
    try {
      while (this.#decideOnce(hold, fedAtMs ?? this.#stage.clock.nowMs()));
    } catch (error) {
      this.fail(error);
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
    else if (this.#stage.completion !== undefined) this.#settle(hold, 'ended');
    else this.turns.at(hold.engine.wakeAtMs());
  }

  #settle(hold: Hold, end: HoldEnd): void {
    hold.isOver = true;
    hold.resolve(end);
    this.#letBeSeen();
  }

  /** Whoever held the dialogue goes on before time does. */
  #letBeSeen(): void {
    void this.#stage.clock.during(Promise.resolve());
  }

  /** Nothing is decided any more; why is told by what the terminal shows. */
  #failWith(hold: Hold, failing: () => UnattendError): void {
    hold.isOver = true;
    const end = (): void => {
      hold.reject(failing());
      this.#letBeSeen();
    };
    // Without a screen the text tells it.
    this.#stage
      .screen()
      .then(end, end)
      .catch((error: unknown) => hold.reject(error));
  }

  /** Ends what is held with this error. */
  fail(error: unknown): void {
    const hold = this.#hold;
    if (hold === undefined || hold.isOver) return;
    hold.isOver = true;
    hold.reject(error);
    this.#letBeSeen();
  }

  #carryOut(hold: Hold, decision: Decision): void {
    const { engine } = hold;
    switch (decision.kind) {
      case 'fail':
        this.#failWith(hold, decision.failing);
        return;
      case 'see':
        this.#background(hold, async () => {
          const { pieces } = this.#stage.reading;
          engine.show(await this.#stage.clock.during(this.#stage.snapshot()), pieces);
        });
        return;
      case 'look':
        this.#background(hold, async () => {
          const isStall = decision.why === 'stall';
          const state = await this.#stage.terminal.waitState({ looks: isStall ? 2 : 1 });
          if (isStall) {
            await pause(this.#stage.clock, 0);
            await this.#stage.screen();
          }
          const next = hold.isOver ? undefined : engine.waiting(decision, state, this.#stage.clock.nowMs());
          if (next !== undefined) this.#carryOut(hold, next);
        });
        return;
      case 'warn':
        this.#stage.tell({ kind: 'warning', prompt: decision.prompt, silentMs: decision.silentMs });
        return;
      case 'end':
        this.#end(decision.how);
        return;
      case 'passed':
        this.#stage.tell({ kind: 'exchange', exchange: decision.exchange });
        return;
      case 'send':
      case 'operate':
      case 'handover':
        this.#stage.tell({ kind: 'exchange', exchange: decision.exchange });
        this.#hands.carryOut(hold, decision, (work) => this.#background(hold, work));
    }
  }

  /** Work that takes a while: its failure is that of the dialogue, and the dialogue looks again when it is done. */
  #background(hold: Hold, work: () => Promise<void>): void {
    this.#stage.clock.beside(work()).then(
      () => this.turns.soon(),
      (error: unknown) => {
        if (this.#hold === hold) this.fail(error);
      },
    );
  }

  #end(how: 'hangup' | 'ctrl-d'): void {
    if (how === 'ctrl-d') this.#stage.write(new Uint8Array([0x04]));
    else {
      this.isHungUp = true;
      this.#stage.terminal.kill().catch((error: unknown) => this.fail(error));
    }
  }

  /** Nothing is decided any more. */
  close(): void {
    this.#isClosed = true;
    this.turns.forgetTime();
  }
}
