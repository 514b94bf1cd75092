import { isUnattendError, UnattendError } from '../errors.js';
import { redactError } from '../redact.js';
import { flatSteps, scopesIn } from '../script/flat-steps.js';
import type { Session, SpawnStep, Step } from '../script/model.js';
import type { ParamValues } from '../script/params.js';
import type { Cast } from './cast.js';
import { cursorLineOf } from './field.js';
import type { TerminalFlags } from './flags-file.js';
import { isSudoPrompt } from './generate/scope.js';
import { programsIn, type RecordedProgram } from './programs.js';
import { replayProgram } from './replay-program.js';
import { findSecrets, type KnownSecrets, type ReplayedProgram } from './replay-secrets.js';
import { createReplayParams, type ReplayParams } from './replay-params.js';
import { createReplayValues, type ReplayValues } from './replay-values.js';
import { readTurns } from './turns.js';

export interface ReplaySpec {
  readonly session: Session;
  /** Params whose value is known, as text: by the command line or the recording. Of others the answers tell. */
  readonly given: Readonly<Record<string, string>>;
  readonly cast: Cast;
  readonly flags: TerminalFlags;
  /** The recording's name, for messages. */
  readonly file: string;
  /** Values of secrets that are known from elsewhere, each with the name that the script has for it. */
  readonly secretValues?: ReadonlyMap<string, string>;
}

/** What a replay went through. */
export interface Replayed {
  readonly programs: number;
  readonly answers: number;
  /** How long the recording is. */
  readonly recordedSeconds: number;
}

/**
 * Runs the programs of a script against a recording of them: nothing is started, and nothing waits. Throws REPLAY_MISMATCH or
 * what the dialogue would fail with, REPLAY_PROGRAMS when they are others, USAGE for a recording that tells of no answers,
 * PARAM_INVALID for a value that is given and does not fit, or that neither is given nor recorded.
 */
export async function replay(spec: ReplaySpec): Promise<Replayed> {
  const { session, given, cast, flags, file, secretValues } = spec;
  const params = createReplayParams(session, given);
  const recorded = programsIn(cast);
  mustHaveInput(cast, recorded, file);
  const read = [];
  for (const each of recorded) read.push({ recorded: each, turns: await readTurns(each, flags) });
  const { programs, redactor, openSecrets } = findSecrets(read, secretValues);
  for (;;)
    try {
      return await replayPrograms(spec, { programs, secrets: openSecrets(), params });
    } catch (error) {
      if (!isUnattendError(error)) throw error;
      if (params.again()) continue;
      params.mustBeWhole();
      throw redactError(error, redactor);
    }
}

/** One pass, with the values that params have in it. */
interface Pass {
  readonly programs: readonly ReplayedProgram[];
  readonly secrets: KnownSecrets;
  readonly params: ReplayParams;
}

async function replayPrograms(
  { session, cast, file }: ReplaySpec,
  { programs, secrets, params }: Pass,
): Promise<Replayed> {
  const recorded = programs.map((program) => program.recorded);
  const values = createReplayValues(session, params.values);
  const phases = [session.prepare, session.deploy];
  const steps = phases
    .flatMap((phase) => flatSteps(phase, params.values))
    .filter((step) => step.kind === 'spawn');
  const withSudo = new Set(phases.flatMap((phase) => sudoSteps(phase, params.values)));
  let answers = 0;
  for (const [at, step] of steps.entries()) {
    const program = programs[at];
    if (program === undefined || !isProgramOf(step, program.recorded, values))
      throw otherPrograms({ steps, recorded, at, values, file });
    const answered = withSudo.has(step) ? withoutSudoPrompts(program) : program;
    answers += await replayProgram({ step, params, values, program: answered, secrets, file });
  }
  if (recorded.length > steps.length)
    throw otherPrograms({ steps, recorded, at: steps.length, values, file });
  return { programs: steps.length, answers, recordedSeconds: cast.events.at(-1)?.atSeconds ?? 0 };
}

/** The steps below a scope in which sudo does not ask. */
const sudoSteps = (phase: readonly Step[], params: ParamValues): readonly Step[] =>
  scopesIn(phase, params)
    .filter(({ grants }) => grants.sudo !== undefined)
    .flatMap(({ steps }) => flatSteps(steps, params));

/** What sudo itself asked the person, nobody is asked in its scope. */
function withoutSudoPrompts({ recorded, turns }: ReplayedProgram): ReplayedProgram {
  const asked = turns.turns.filter(({ before }) => !isSudoPrompt(cursorLineOf(before).before));
  return { recorded, turns: { ...turns, turns: asked } };
}

/** A recording that does not say what was started is of whatever the script starts. */
const isProgramOf = (step: SpawnStep, recorded: RecordedProgram, values: ReplayValues): boolean =>
  recorded.command === undefined || values.isCommand(step, recorded.command);

function otherPrograms(at: {
  readonly steps: readonly SpawnStep[];
  readonly recorded: readonly RecordedProgram[];
  readonly at: number;
  readonly values: ReplayValues;
  readonly file: string;
}): UnattendError {
  const { steps, recorded, values, file } = at;
  const place = steps[at.at]?.place;
  return new UnattendError('REPLAY_PROGRAMS', {
    ...(place !== undefined && { place }),
    file,
    started: steps.map(({ command }) => values.describe(command)),
    recordedPrograms: recorded.map(({ command = 'a program' }) => command),
  });
}

/** Recorders of others leave out what was typed unless they are told otherwise. */
function mustHaveInput(cast: Cast, recorded: readonly RecordedProgram[], file: string): void {
  const isOurs = recorded.some(
    ({ status, events }) => status !== undefined || events.some(({ kind }) => kind === 'marker'),
  );
  if (isOurs || cast.events.some(({ kind }) => kind === 'input')) return;
  throw new UnattendError('USAGE', {
    problem: `${file} has no input events: it does not say what was typed.`,
    help: 'Record it with unattend, or with `asciinema rec --stdin` (asciinema 3: `--capture-input`).',
  });
}
