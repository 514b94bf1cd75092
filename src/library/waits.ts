import { defaultSettleMs } from '../dialogue/dialogue.js';
import { UnattendError } from '../errors.js';
import { describeCompletion, type ExitSpec, isAccepted } from '../session/exit.js';
import type { Program } from '../session/program.js';
import type { Completion } from '../terminal/terminal.js';
import type { ItemLike, ResponseLike, RulesLike } from './items.js';
import { type Matched, matchedOf } from './matched.js';
import { type RespondOptions, respondNames, type WaitOptions } from './options.js';
import { Secret } from './secret.js';
import type { Secrets } from './secrets.js';
import { type Labelled, type Limits, toDialogue } from './to-dialogue.js';
import type { Turns } from './turns.js';
import { checkMs, checkNames } from './wrong-use.js';

/** What waits for a program, what limits it, and whose turn it is. */
interface WaitsParts {
  readonly program: Program;
  readonly limits: Limits;
  readonly secrets: Secrets;
  readonly turns: Turns;
}

/** The waits of the calls to a program: each holds a dialogue with it. `call` is the name messages have for it. */
export class Waits {
  readonly #parts: WaitsParts;
  #last: Matched | undefined;
  /** The last dialogue is complete: what may still come of it is answered. */
  #hasLive = false;

  constructor(parts: WaitsParts) {
    this.#parts = parts;
  }

  /** What `expect` or `dialogue` saw last. */
  get last(): Matched | undefined {
    return this.#last;
  }

  /** Until nothing required is left; UNEXPECTED_END when the output ends before. */
  async forDialogue(
    call: string,
    items: readonly (ItemLike | Labelled)[],
    options: WaitOptions & RulesLike & { readonly stallMs?: number; readonly idleMs?: number },
  ): Promise<void> {
    const { program, limits, secrets, turns } = this.#parts;
    const { timeoutMs = limits.timeoutMs, stallMs = limits.stallMs, idleMs = limits.idleMs } = options;
    const own = { timeoutMs, stallMs, idleMs };
    const dialogue = toDialogue(items, options, own, (secret) => secrets.keep(secret));
    await turns.take(call, async () => {
      this.#hasLive = false;
      const held = program.hold(dialogue, { until: 'complete', cancelSignal: turns.signalFor(options) });
      // Once this call is cancelled, the next one may hold its own dialogue before this one goes on.
      const { engine } = program;
      const end = await held;
      const { completion } = program;
      const isResponse = call !== 'expect' && call !== 'dialogue';
      if (engine?.lastMatch !== undefined && !isResponse) this.#last = matchedOf(engine.lastMatch);
      const required = engine?.required();
      this.#hasLive = required === undefined;
      if (end === 'complete' || engine === undefined || required === undefined) return;
      const status = completion === undefined ? 'its output ended' : describeCompletion(completion);
      await program.screen();
      throw new UnattendError('UNEXPECTED_END', {
        ...engine.evidence(program.clock.nowMs(), required),
        status,
      });
    });
  }

  /** Until an answer is given, which goes out at a stop. */
  async forAnswer(
    call: string,
    response: ResponseLike,
    options: RespondOptions & Pick<ResponseLike, 'visible' | 'clear' | 'press'> = {},
  ): Promise<void> {
    checkNames(call, options, respondNames);
    checkMs('settleMs', options.settleMs);
    const { settleMs = defaultSettleMs, visible, clear, press } = options;
    const isSecret = response.answer instanceof Secret || response.type instanceof Secret;
    const prompt = this.#parts.program.reading.textLines().at(-1)?.trim() ?? '';
    const label = isSecret && prompt !== '' ? prompt : `a pause of the program, to ${call}`;
    const how = {
      ...(visible !== undefined && { visible }),
      ...(clear !== undefined && { clear }),
      ...(press !== undefined && { press }),
    };
    await this.forDialogue(call, [{ expect: { quietMs: settleMs }, label, ...response, ...how }], options);
  }

  /** Until the program has ended; PROGRAM_FAILED when how is not accepted. */
  async forEnd(accepts: ExitSpec, options: WaitOptions): Promise<Completion> {
    const { program, turns } = this.#parts;
    const startedMs = program.clock.nowMs();
    return turns.take('exit', async () => {
      // As every other call, also where there is nothing left to wait for.
      turns.signalFor(options).throwIfAborted();
      if (program.completion === undefined) await this.#end(options);
      const { completion } = program;
      if (completion === undefined) throw new TypeError('The program has not ended.');
      if (isAccepted(completion, accepts)) return completion;
      await program.screen();
      const evidence = { screen: program.reading.lastLines(), waitedMs: program.clock.nowMs() - startedMs };
      throw new UnattendError('PROGRAM_FAILED', { ...evidence, status: describeCompletion(completion) });
    });
  }

  /** What was live stays live while the end is waited for; of a call that failed or was cancelled nothing is. */
  async #end(options: WaitOptions): Promise<void> {
    const { program, limits, secrets, turns } = this.#parts;
    const { timeoutMs = limits.timeoutMs } = options;
    const own = { ...limits, timeoutMs };
    if (this.#hasLive) await program.goOn(own, turns.signalFor(options));
    else {
      const nothing = toDialogue([], {}, own, (secret) => secrets.keep(secret));
      await program.hold(nothing, { until: 'ended', cancelSignal: turns.signalFor(options) });
    }
  }
}
