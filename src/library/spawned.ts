import { defaultSettleMs } from '../dialogue/dialogue.js';
import type { Match } from '../dialogue/types.js';
import { UnattendError } from '../errors.js';
import type { Screen } from '../screen.js';
import { describeCompletion, type ExitSpec, isAccepted } from '../session/exit.js';
import type { Handover } from '../session/handover.js';
import type { Program } from '../session/program.js';
import type { Completion, TerminalSize } from '../terminal/terminal.js';
import type { AnswerLike, ExchangeLike, ItemLike, RulesLike, SelectLike } from './items.js';
import type { PatternLike } from './patterns.js';
import type { Secret } from './secret.js';
import { keysOf, type Limits, toDialogue } from './to-dialogue.js';

/** What was seen by `expect`. */
export interface Seen {
  /** Which of the patterns, from 0. */
  readonly index: number;
  /** Text between the match before and this one. */
  readonly before: string;
  /** The whole match, then its groups. */
  readonly match: readonly (string | undefined)[];
  readonly groups: Readonly<Record<string, string | undefined>>;
}

export interface WaitOptions {
  /** Milliseconds; default what `spawn` was given, 30 s. */
  readonly timeoutMs?: number;
  readonly cancelSignal?: AbortSignal;
}

export interface ExpectOptions extends WaitOptions, RulesLike {
  /** Looks at the last so many characters only. */
  readonly windowChars?: number;
}

/** What `spawn` hands its program. */
export interface SpawnedParts {
  readonly program: Program;
  readonly limits: Limits;
  /** Keeps the value of a secret for the time of the program; returns the name it goes by. */
  readonly keep: (secret: Secret) => string;
  readonly output: AsyncIterable<Uint8Array>;
}

/**
 * A program on a pseudo-terminal. `await using` ends it and all it started; until then it runs, also after a failed `expect`.
 */
export class Spawned implements AsyncDisposable {
  readonly #parts: SpawnedParts;
  #last: Match | undefined;

  constructor(parts: SpawnedParts) {
    this.#parts = parts;
  }

  /** Text between the last two matches, as a person reads it. */
  get before(): string {
    return this.#last?.before ?? '';
  }

  /** The last match and its groups. */
  get match(): readonly (string | undefined)[] {
    return this.#last?.groups ?? [];
  }

  /** Text since the last match. */
  get after(): string {
    return this.#parts.program.reading.afterMatch();
  }

  /**
   * Waits until a pattern is seen: with several, the one that starts first, then the one listed first. Throws EXPECT_TIMEOUT,
   * UNEXPECTED_END when the output ends before, or STALLED when the program waits for an answer.
   */
  async expect(pattern: PatternLike | readonly PatternLike[], options: ExpectOptions = {}): Promise<Seen> {
    const { windowChars } = options;
    const patterns = (Array.isArray(pattern) ? pattern : [pattern]) as readonly PatternLike[];
    let index = -1;
    const window = windowChars === undefined ? {} : { windowChars };
    const oneOf = patterns.map((expect, at) => ({ expect, ...window, onMatch: () => void (index = at) }));
    await this.#hold([{ oneOf }], options);
    const { groups = [], named = {}, before = '' } = this.#last ?? {};
    return { index, before, match: groups, groups: named };
  }

  /** Holds a dialogue until nothing required of it is left; what is live then stays so until the next call. */
  async dialogue(items: readonly ItemLike[], options: WaitOptions & RulesLike = {}): Promise<void> {
    await this.#hold(items, options);
  }

  /** Types text and Enter once the program is quiet; a secret only where it is not shown. */
  answer(answer: AnswerLike, options: Pick<ExchangeLike, 'clear' | 'visible'> = {}): Promise<void> {
    return this.#respond({ answer, ...options });
  }

  /** Types text without Enter once the program is quiet. */
  type(type: AnswerLike, options: Pick<ExchangeLike, 'clear' | 'visible'> = {}): Promise<void> {
    return this.#respond({ type, ...options });
  }

  /** Presses keys by name; `<Ok>` is the button of that label on the screen. */
  press(...keys: readonly [string, ...string[]]): Promise<void> {
    return this.#respond({ press: keysOf(keys) });
  }

  /** Chooses by label in the menu that is on the screen, and confirms. */
  select(select: SelectLike, options: Pick<ExchangeLike, 'press'> = {}): Promise<void> {
    return this.#respond({ select, ...options });
  }

  /** Fills the form that is on the screen by its labels, and confirms. */
  fill(
    fill: Readonly<Record<string, string | Secret>>,
    options: Pick<ExchangeLike, 'press' | 'visible'> = {},
  ): Promise<void> {
    return this.#respond({ fill, ...options });
  }

  /** Sends bytes at once, unchanged. */
  write(bytes: Uint8Array | string): void {
    this.#parts.program.write(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  }

  resize(size: TerminalSize): Promise<void> {
    return this.#parts.program.resize(size);
  }

  /** What the terminal shows now. */
  screen(): Promise<Screen> {
    return this.#parts.program.screen();
  }

  /** Output in order as it comes, from now on, until it ends. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this.#parts.output[Symbol.asyncIterator]();
  }

  /** Lets a person have the terminal until they give it back. */
  async handover(handover: Handover): Promise<void> {
    await this.#parts.program.give(handover);
  }

  /**
   * Waits for the end and returns how the program ended. Throws PROGRAM_FAILED when that is not accepted (default: exit code
   * 0), EXPECT_TIMEOUT, or STALLED when it asks something more.
   */
  async exit(accepts: number | ExitSpec = [0], options: WaitOptions = {}): Promise<Completion> {
    const { program } = this.#parts;
    const startedMs = program.clock.nowMs();
    if (program.completion === undefined) await this.#end(options);
    const { completion } = program;
    if (completion === undefined) throw new TypeError('The program has not ended.');
    if (isAccepted(completion, typeof accepts === 'number' ? [accepts] : accepts)) return completion;
    const evidence = { screen: program.reading.lastLines(), waitedMs: program.clock.nowMs() - startedMs };
    throw new UnattendError('PROGRAM_FAILED', { ...evidence, status: describeCompletion(completion) });
  }

  /** How the program ended; undefined while it runs. */
  get completion(): Completion | undefined {
    return this.#parts.program.completion;
  }

  /** Ends the program and all it started: SIGHUP, then SIGKILL after `graceMs` (default 1000). */
  kill(options?: { readonly graceMs?: number }): Promise<void> {
    return this.#parts.program.terminal.kill(options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.program[Symbol.asyncDispose]();
  }

  async #hold(items: readonly ItemLike[], options: ExpectOptions): Promise<void> {
    const { program, limits, keep } = this.#parts;
    const { timeoutMs = limits.timeoutMs, cancelSignal } = options;
    const dialogue = toDialogue(items, options, { ...limits, timeoutMs }, keep);
    const cancel = cancelSignal === undefined ? {} : { cancelSignal };
    const end = await program.hold(dialogue, { until: 'complete', ...cancel });
    const waiting = program.engine?.required();
    this.#last = program.engine?.lastMatch ?? this.#last;
    if (end === 'complete' || waiting === undefined || program.engine === undefined) return;
    const evidence = program.engine.evidence(program.clock.nowMs(), waiting);
    const status =
      program.completion === undefined ? 'its output ended' : describeCompletion(program.completion);
    throw new UnattendError('UNEXPECTED_END', { ...evidence, status });
  }

  /** What was live stays live while the end is waited for. */
  async #end({ timeoutMs = this.#parts.limits.timeoutMs, cancelSignal }: WaitOptions): Promise<void> {
    const { program, limits, keep } = this.#parts;
    const dialogue = program.dialogue ?? toDialogue([], {}, limits, keep);
    const path = program.engine?.path();
    await program.hold(
      { ...dialogue, timeoutMs },
      {
        until: 'ended',
        ...(path !== undefined && { path }),
        ...(cancelSignal !== undefined && { cancelSignal }),
      },
    );
  }

  /** An answer goes out at a stop. */
  async #respond(response: Omit<ExchangeLike, 'expect'>): Promise<void> {
    const { settleMs = defaultSettleMs } = response;
    const first = { expect: { quietMs: settleMs }, ...response };
    await this.#hold([first], { timeoutMs: this.#parts.limits.timeoutMs });
  }
}
