import type { Typing } from '../dialogue/typing.js';
import { UnattendError } from '../errors.js';
import type { DialogueEvidence } from '../errors/dialogue.js';
import type { EchoState } from '../terminal/terminal.js';
import { pause } from './clock.js';
import { isTypingShown } from './field-probe.js';
import type { ProgramSpec } from './program-spec.js';
import type { Stage } from './stage.js';
import { mustBeWanted, type Task } from './task.js';
import type { Typist } from './typist.js';

/** How long a secret waits for the terminal to stop echoing (docs/language.md, how it answers). */
export const defaultEchoWaitMs = 10_000;

/** How long the terminal is watched before we look whether its answer is still wanted, in milliseconds. */
const watchMs = 250;

/** How long the engine may take to tell of an end that shows already, in milliseconds. */
const endToldMs = 1000;

/** Types secrets, and only where the program does not show them unless the script says that it may. */
export class SecretTyping {
  readonly #program: Stage;
  readonly #spec: ProgramSpec;
  readonly #typist: Typist;

  constructor(program: Stage, spec: ProgramSpec, typist: Typist) {
    this.#program = program;
    this.#spec = spec;
    this.#typist = typist;
  }

  /** Answers a prompt. */
  async answer(task: Task, typing: Typing & { kind: 'secret' }): Promise<void> {
    const { secret, isVisible, hasEnter } = typing;
    if (!isVisible) await this.#mustBeHidden(task, { secret, isInForm: false });
    const value = await this.#valueOf(secret, isVisible);
    mustBeWanted(task);
    const text = this.#typist.textOf({ ...typing, text: value, hasEnter });
    this.#typist.mustFit(text, task);
    this.#typist.typeUntold(text);
    this.#program.tell({ kind: 'secret-typed', secret, hasEnter });
  }

  /** Types into the field of a form the cursor is on; `act` types and waits until that is drawn. */
  async fillIn(
    task: Task,
    { secret, isVisible }: { readonly secret: string; readonly isVisible: boolean },
    act: (doIt: () => void) => Promise<void>,
  ): Promise<void> {
    if (!isVisible) await this.#mustBeHidden(task, { secret, isInForm: true });
    const value = await this.#valueOf(secret, isVisible);
    await act(() => this.#typist.typeUntold(value));
    this.#program.tell({ kind: 'secret-typed', secret, hasEnter: false });
  }

  /** The value of a secret, which is made known first where a field may show a part of it: in line mode a terminal shows all. */
  async #valueOf(secret: string, isVisible: boolean): Promise<string> {
    const { terminal, reading } = this.#program;
    const value = this.#spec.secretValue(secret);
    const { view } = reading.unspent;
    if (isVisible && (await terminal.waitForEchoOff(0)) === 'raw')
      this.#spec.onSecretShown?.(value, view.textFrom(view.start));
    return value;
  }

  async #mustBeHidden(
    task: Task,
    { secret, isInForm }: { readonly secret: string; readonly isInForm: boolean },
  ): Promise<void> {
    if (await this.#isFieldHidden(task, isInForm)) return;
    throw new UnattendError('SECRET_VISIBLE', { ...(await this.#evidence(task)), secret });
  }

  /** A secret is typed where the terminal does not echo in line mode, or a probe has shown that the program hides it. */
  async #isFieldHidden(task: Task, isInForm: boolean): Promise<boolean> {
    const { clock, terminal, reading } = this.#program;
    const echo = await this.#waitForEchoOff(task);
    // Of a terminal that is gone nothing is known: its end is told a moment later, and is what happened.
    if (echo === 'unknown')
      await Promise.race([terminal.completion, pause(clock, endToldMs)]).catch(() => undefined);
    mustBeWanted(task);
    if (!isInForm && this.#program.completion === undefined && task.engine.hasMovedOn())
      throw new UnattendError('PROMPT_GONE', await this.#evidence(task));
    if (echo !== 'raw') return echo === 'off';
    const isShown = await isTypingShown({
      ...this.#typist.output,
      type: (text) => terminal.write(new TextEncoder().encode(text)),
      screen: reading.textLines(),
    });
    mustBeWanted(task); // a second or more has passed
    return !isShown;
  }

  async #waitForEchoOff({ isAbandoned }: Task): Promise<EchoState> {
    const { clock, terminal } = this.#program;
    const untilMs = clock.nowMs() + (this.#spec.echoWaitMs ?? defaultEchoWaitMs);
    for (;;) {
      const leftMs = Math.max(0, untilMs - clock.nowMs());
      const echo = await terminal.waitForEchoOff(Math.min(leftMs, watchMs));
      if (echo !== 'on' || leftMs <= watchMs || isAbandoned()) return echo;
    }
  }

  async #evidence({ engine, exchange }: Task): Promise<DialogueEvidence> {
    await this.#program.screen();
    return engine.evidence(this.#program.clock.nowMs(), exchange);
  }
}
