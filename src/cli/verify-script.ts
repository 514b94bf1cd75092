import { readFile } from 'node:fs/promises';
import type { Engine } from '../engine/engine.js';
import type { UnattendError } from '../errors.js';
import { run } from '../pipeline/run.js';
import { type Round, type RoundResult, roundsOf, verify } from '../pipeline/verify.js';
import { generateScript } from '../recording/generate/generate.js';
import { secretText } from '../pipeline/secret-value.js';
import type { TypedSecrets } from '../recording/record/secrets.js';
import { loadSession } from '../script/load-session.js';
import { flatSteps } from '../script/flat-steps.js';
import type { Session } from '../script/model.js';
import type { Output } from './output.js';
import { planOf } from './plan-from.js';
import { type RecordedSession, withoutImage } from './record-session.js';
import { readSource } from './recording-source.js';
import { usage } from './words.js';
import { writeScriptFile } from './write-script-file.js';

type Options = Readonly<Record<string, unknown>>;

/** How many replays `--verify` asks for; 0 without it. Throws USAGE. */
export function replaysOf(options: Options): number {
  const word = options['verify'] as string | undefined;
  if (word === undefined) return 0;
  if (!/^[1-9]\d{0,2}$/.test(word))
    throw usage(
      `--verify takes a number of replays from 1 to 999, not "${word}".`,
      'For example --verify 5.',
    );
  if (options['base'] === undefined)
    throw usage(
      '--verify replays in fresh containers, and without --base there are none.',
      'Give --base IMAGE, or leave --verify away.',
    );
  return Number(word);
}

export interface Verification {
  readonly recorded: RecordedSession;
  readonly replays: number;
  readonly engine: Engine;
  readonly secrets: TypedSecrets;
  readonly options: Options;
  readonly output: Output;
  readonly cancelSignal: AbortSignal;
}

/**
 * Replays a script that was just recorded, makes it answer prompts that come in another way than in the recording, and writes on
 * top of it what came of that. Returns the exit code.
 */
export async function verifyScript(spec: Verification): Promise<number> {
  const { recorded, replays, engine, secrets, output, cancelSignal } = spec;
  const { scriptFile } = recorded;
  // A program may show a secret in what it asks next.
  const hide = (text: string): string => secrets.redactor.text(text);
  const say = (line: string): void => output.message(`${hide(line)}\n`);
  const session = await loadSession(scriptFile);
  const size = flatSteps(session.deploy).find((step) => step.kind === 'spawn')?.size;
  const rounds = roundsOf(replays, size ?? { columns: 120, rows: 40 });
  const { strengthen, prompts } = await strengthener(recorded, { hide, say });
  const results = await verify({
    session,
    run: (plan) => run({ plan, engine, onEvent: () => undefined, cancelSignal }),
    rounds,
    cancelSignal,
    strengthen,
    planOf: (each: Session) => planWith(each, recorded, spec),
    onRound: (result, at) => say(`replay ${at + 1} of ${replays}, ${resultText(result)}`),
  });
  const script = await readFile(scriptFile, 'utf8');
  const fitted = prompts.map((prompt) => `strengthened: it answers "${prompt}" too`);
  const lines = [...verdict(results), ...fitted].map(hide);
  await writeScriptFile(scriptFile, `${lines.map((line) => `# ${line}\n`).join('')}${script}`, true);
  say(lines.join('\n'));
  return results.find(({ error }) => error !== undefined)?.error?.exitCode ?? 0;
}

/** What makes the script of the recording again, to answer the prompts too that it was stuck at. */
async function strengthener(
  { castFile, scriptFile }: RecordedSession,
  { hide, say }: { readonly hide: (text: string) => string; readonly say: (line: string) => void },
): Promise<{
  readonly strengthen: (error: UnattendError) => Promise<Session | undefined>;
  readonly prompts: readonly string[];
}> {
  const recordings = [await readSource(castFile)] as const;
  const prompts: string[] = [];
  let text = await readFile(scriptFile, 'utf8');
  return {
    prompts,
    async strengthen({ details }) {
      const prompt = hide((details as { readonly prompt?: string }).prompt ?? '');
      const stronger = await generateScript({ recordings, unanswered: [...prompts, prompt] });
      if (stronger.text === text) return undefined;
      ({ text } = stronger);
      prompts.push(prompt);
      await writeScriptFile(scriptFile, text, true);
      say(`strengthened: it answers "${prompt}" too; all replays begin anew`);
      return loadSession(scriptFile);
    },
  };
}

/** Inputs are where they were, and secrets have the values that were typed: nobody is asked again. */
async function planWith(
  session: Session,
  { paths }: RecordedSession,
  { options, secrets: { values } }: Verification,
): ReturnType<typeof planOf> {
  const unknown = session.secrets.find(({ name }) => values[name] === undefined);
  if (unknown !== undefined)
    throw usage(
      `The script is written, and cannot be verified: no value was typed for its secret "${unknown.name}".`,
      'Run it with that value, or record it again and mark the answer as a secret (Ctrl-] s).',
    );
  const withoutSources = { ...session, secrets: [] };
  const input = session.inputs.flatMap(({ name }) =>
    paths[name] === undefined ? [] : [`${name}=${paths[name]}`],
  );
  const where = { ...withoutImage(options), input };
  const secrets = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, secretText(value)]),
  );
  return { ...(await planOf(withoutSources, [], where)), session, secrets };
}

/** What is written on top of the script. */
function verdict(results: readonly RoundResult[]): readonly string[] {
  const failed = results.filter(({ error }) => error !== undefined);
  const passed = results.length - failed.length;
  const how = [...new Set(results.map(({ round }) => roundText(round)))].join('; ');
  return [
    `verified: ${passed} of ${results.length} replays passed, each in a fresh container (${how})`,
    ...weakLines(failed),
  ];
}

/** Which exchanges are weak, and why, each once. */
function weakLines(failed: readonly RoundResult[]): readonly string[] {
  const lines = failed.flatMap(({ error, round }) =>
    error === undefined ? [] : [`weak: ${whereText(error)}${firstLine(error.message)} (${roundText(round)})`],
  );
  return [...new Set(lines)];
}

/** The pattern of the exchange, where the message does not name it. */
function whereText({ details, message }: UnattendError): string {
  const { pattern } = details as { readonly pattern?: string };
  return pattern === undefined || message.includes(pattern) ? '' : `${pattern}: `;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

function roundText({ size, isBytewise, isBusy }: Round): string {
  const words = [isBytewise && 'byte by byte', isBusy && 'on a busy machine'].filter(
    (each) => each !== false,
  );
  return [`${size.columns}x${size.rows}`, ...words].join(' ');
}

const resultText = ({ round, error }: RoundResult): string =>
  `${roundText(round)}: ${error === undefined ? 'passed' : firstLine(error.message)}`;
