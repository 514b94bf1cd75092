import type { ProgressPath } from '../dialogue/progress.js';
import type { Dialogue } from '../dialogue/types.js';
import { UnattendError } from '../errors.js';
import type { Completion } from '../terminal/terminal.js';
import { type ExitSpec, describeCompletion, isAccepted } from './exit.js';
import { Program } from './program.js';
import type { ProgramSpec } from './program-spec.js';
import type { Trouble } from './trouble.js';

export interface ConversationSpec extends ProgramSpec {
  readonly dialogue: Dialogue;
  readonly accepts: ExitSpec;
  /** Asked when the dialogue fails while the program runs on; without it the conversation fails. */
  readonly onTrouble?: Trouble;
}

/** How the program ended when all went well. */
export interface ConversationResult {
  readonly completion: Completion;
  readonly durationMs: number;
}

/**
 * Runs a program on a terminal and answers it by a dialogue until it ends. Throws the UnattendError of the dialogue
 * (exit code 3), or PROGRAM_FAILED when the program's own exit is not accepted.
 */
export async function converse(spec: ConversationSpec): Promise<ConversationResult> {
  await using program = await Program.open(spec);
  await holdToTheEnd(program, spec);
  await program.screen();
  return conclude(program, spec.accepts);
}

async function holdToTheEnd(program: Program, spec: ConversationSpec): Promise<void> {
  let { dialogue } = spec;
  let path: ProgressPath | undefined;
  let { startedMs } = program;
  for (;;) {
    try {
      const options = { until: 'ended', startedMs, ...(path !== undefined && { path }) } as const;
      await program.hold(dialogue, options);
      return;
    } catch (error) {
      const again = await spec.onTrouble?.(error, program);
      if (again === undefined) throw error;
      // What failed may be answered otherwise by another dialogue; a person may have answered it themselves.
      const isAnswered = again.dialogue === undefined && again.isUnanswered !== true;
      path = isAnswered ? program.engine?.path() : program.engine?.pathBack();
      dialogue = again.dialogue ?? dialogue;
      startedMs = program.clock.nowMs();
    }
  }
}

/** The exit code decides; then nothing required may be left. */
function conclude(program: Program, accepts: ExitSpec): ConversationResult {
  const { completion, engine } = program;
  if (completion === undefined || engine === undefined) throw new TypeError('The program has not ended.');
  const nowMs = program.clock.nowMs();
  const status = describeCompletion(completion);
  const waiting = engine.required();
  const evidence = engine.evidence(nowMs, waiting);
  if (!program.isHungUp && !isAccepted(completion, accepts))
    throw new UnattendError('PROGRAM_FAILED', { ...evidence, status });
  if (waiting !== undefined) throw new UnattendError('UNEXPECTED_END', { ...evidence, status });
  return { completion, durationMs: nowMs - program.startedMs };
}
