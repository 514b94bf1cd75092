import { isUnattendError, UnattendError } from '../../errors.js';
import type { Cast } from '../cast.js';
import type { TerminalFlags } from '../flags-file.js';
import { parseMarker } from '../marker.js';
import { programsIn, surroundingsIn } from '../programs.js';
import { asTyped } from './as-typed.js';
import { secretsInCommand } from './command-secrets.js';
import { declareUsed } from './declare-used.js';
import type { InputDraft, ScriptDraft, SpawnDraft } from './draft.js';
import { hideSecrets } from './hide-secrets.js';
import { isOwnPath, portable, withLiterals } from './inputs.js';
import { merge, type Recorded } from './merge.js';
import { createParamBook } from './params.js';
import { outputOf, readProgram, type StartedProgram } from './program.js';
import { createSecretBook } from './secrets.js';
import { loadStdRules, type StdRule } from './std-rules.js';
import { strengthened } from './strengthen.js';
import { ownNamesIn } from './volatile.js';
import { nameOfCommand } from './words.js';
import { writeScript } from './write-script.js';

/** One recording, with the terminal's flags beside it (empty where nobody looked) and its name for messages. */
export interface RecordingSource {
  readonly cast: Cast;
  readonly flags: TerminalFlags;
  readonly file: string;
}

export interface GenerateSpec {
  readonly recordings: readonly [RecordingSource, ...RecordingSource[]];
  /** The image it was recorded in. */
  readonly base?: string;
  /** Prompts of replays that nothing answered: the script is made to answer them too. */
  readonly unanswered?: readonly string[];
}

export interface GeneratedScript {
  readonly text: string;
  /** What was guessed or is missing, for the person who generates; the script says it too. */
  readonly warnings: readonly string[];
  /**
   * Values that the recordings hold and the script does not, each with the name of its secret: for whoever replays the script.
   * They are not to be shown.
   */
  readonly secretValues: ReadonlyMap<string, string>;
}

/**
 * Makes a session script of recordings of one installer. The same recordings give the same bytes. Throws USAGE for a
 * recording without a program or without input.
 */
export async function generateScript({
  recordings,
  base,
  unanswered = [],
}: GenerateSpec): Promise<GeneratedScript> {
  const [first, ...others] = recordings;
  const std = await loadStdRules();
  let recorded = await draftOf(first, base, std);
  for (const other of others) recorded = merge(recorded, await draftOf(other, base, std));
  // Of a recording by another program the values of secrets are known, and may stand anywhere in it.
  const hidden = hideSecrets(strengthened(recorded.draft, unanswered), recorded.secretValues);
  // A default cannot hold what begins a reference.
  const draft = asTyped(declareUsed(hidden.draft), ({ value }) => value.includes('${{'));
  const text = writeScript(draft);
  await mustBeValid(text);
  return { text, warnings: warningsOf(draft), secretValues: hidden.values };
}

async function draftOf(
  { cast, flags, file }: RecordingSource,
  base: string | undefined,
  std: readonly StdRule[],
): Promise<Recorded> {
  const programs = programsOf(cast, file);
  const { base: recordedIn, inputs: known, env } = surroundingsIn(cast);
  const own = ownNamesIn(programs.map(outputOf).join('\n'));
  const isInContainer = recordedIn !== undefined;
  const params = createParamBook((value) => !isInContainer && isOwnPath(value));
  const secrets = createSecretBook();
  const spawns: SpawnDraft[] = [];
  const inputs = new Map<string, InputDraft>();
  for (const program of programs) {
    const { command, inputs: named, comments } = portable(program.command, isInContainer);
    for (const { name, from } of named)
      inputs.set(name, { name, from: known[name] ?? from, isKnown: name in known });
    const spawn = await readProgram({ ...program, command }, flags, {
      params,
      secrets,
      own,
      std,
      isInContainer,
    });
    const taken = env.filter(({ variable }) => holdsVariable(command, variable));
    for (const { secret } of taken) secrets.addName(secret);
    spawns.push({ ...spawn, env: taken, comments: [...comments, ...spawn.comments] });
  }
  // The names that a recorder or a prompt gave are taken by then.
  for (const { value, asked } of programs.flatMap(({ command }) => secretsInCommand(command)))
    secrets.addValue(value, asked, 'command');
  const draft: ScriptDraft = {
    name: nameOfCommand(spawns[0]?.command ?? ''),
    base: base ?? recordedIn,
    params: params.all,
    secrets: secrets.all,
    inputs: [...inputs.values()],
    spawns,
    comments: cast.isCut ? ['the recording was cut off: what comes after its end is missing here'] : [],
  };
  return { draft, params, secretValues: secrets.values, file };
}

const holdsVariable = (command: string, variable: string): boolean =>
  new RegExp(String.raw`\$(?:${variable}\b|\{${variable}\})`).test(command);

/** The programs that a person answered. */
function programsOf(cast: Cast, file: string): readonly StartedProgram[] {
  const programs = programsIn(cast);
  const isForeign = !cast.events.some(
    (event) => event.kind === 'marker' && parseMarker(event.label) !== undefined,
  );
  const hasInput = programs.some(({ events }) => events.some(({ kind }) => kind === 'input'));
  if (programs.length === 0)
    throw unusable(`${file} holds no program.`, 'Record one: `unattend run SCRIPT --recording FILE`.');
  if (!hasInput)
    throw isForeign
      ? unusable(
          `${file} holds no input: what was typed was not recorded.`,
          'Record it again with input; asciinema does so with `--stdin`.',
        )
      : unusable(
          `${file} holds no answer: the program ended before anything was typed.`,
          'A program that asks nothing needs no dialogue: write `run: COMMAND` into a script.',
        );
  const started = programs.flatMap((program) =>
    program.command === undefined
      ? []
      : [{ ...program, command: withLiterals(program.command, isForeign), isForeign }],
  );
  if (started.length < programs.length)
    throw unusable(
      `${file} does not say which program was started.`,
      'Record the program itself and not a shell: `asciinema rec --stdin --command COMMAND FILE`.',
    );
  return started;
}

const unusable = (problem: string, help: string): UnattendError =>
  new UnattendError('USAGE', { problem, help });

const warningsOf = ({ comments, spawns, secrets, base }: ScriptDraft): readonly string[] => [
  ...comments,
  ...spawns.flatMap((spawn) => spawn.comments),
  ...secrets.flatMap(({ name, comments: why }) => why.map((each) => `secret ${name}: ${each}`)),
  ...(base === undefined ? ['the image it was recorded in is not known: add `base`, or give --base'] : []),
];

/** A script of ours that `check` refuses is a bug of ours. Of its text nothing is told: it may hold what nobody took for a secret. */
async function mustBeValid(text: string): Promise<void> {
  // Schema and YAML take a quarter of a second to load.
  const { parseSession } = await import('../../script/parse-session.js');
  try {
    parseSession('generated.yaml', text);
  } catch (error) {
    if (!isUnattendError(error, 'SCRIPT_INVALID')) throw error;
    const problems = error.details.diagnostics.map(
      ({ place, message }) => `${place.line}:${place.column}: ${message.replaceAll(/`[^`]*`/g, '`…`')}`,
    );
    throw new Error(`the generated script is not valid:\n${problems.join('\n')}`);
  }
}
