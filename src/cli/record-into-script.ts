import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isUnattendError, UnattendError } from '../errors.js';
import type { Place } from '../errors/script.js';
import type { RunSummary } from '../events.js';
import type { Destination } from '../pipeline/plan.js';
import type { Person } from '../pipeline/person.js';
import { run } from '../pipeline/run.js';
import { soughtOf } from '../pipeline/secret-value.js';
import { readFlags } from '../recording/flags-file.js';
import { generateExchanges } from '../recording/generate/generate-exchanges.js';
import { readCast } from '../recording/reader.js';
import { formatPlace } from '../report/place.js';
import { TypedSecrets } from '../recording/record/secrets.js';
import { recordStretch } from '../recording/record/stretch.js';
import { createLookup } from '../script/lookup.js';
import type { ParamValues } from '../script/params.js';
import { parseTemplate, referencesOf, renderTemplate } from '../script/template.js';
import { declareSecrets, insertExchanges } from '../script/write/insert-exchanges.js';
import { parseSession } from '../script/parse-session.js';
import { takeOver } from '../session/take-over.js';
import { systemClock } from '../session/clock.js';
import { commandLine } from './command-line.js';
import type { ShownWords } from './shown-words.js';
import { engineFor } from './engine-for.js';
import type { Output } from './output.js';
import { planFrom } from './plan-from.js';
import { withoutImage } from './record-session.js';
import { recordingTerminal } from './recording-terminal.js';
import { usage } from './words.js';
import { writeScriptFile } from './write-script-file.js';

type Options = Readonly<Record<string, unknown>>;

/** One stretch that a person had the keyboard for. */
interface Stretch {
  readonly castFile: string;
  /** The spawn, and the exchange that waited, if one did. */
  readonly step: Place;
  readonly waiting?: Place;
  /** Its prompt came: the answer is what failed, or its `when`. */
  readonly isAsked: boolean;
  readonly isExcluded: boolean;
}

const askedErrors = ['ANSWER_REFUSED', 'ANSWER_REPEATED', 'WIDGET_FAILED', 'PROMPT_EXCLUDED'] as const;

/**
 * Runs a script, gives the keyboard to the person wherever it has no answer, and writes what they did into it at that place.
 * Commits nothing. Returns what went wrong in the run, if anything; throws USAGE before it starts.
 */
export async function recordIntoScript(
  args: readonly string[],
  options: Options,
  {
    output,
    words,
    cancelSignal,
  }: { readonly output: Output; readonly words: ShownWords; readonly cancelSignal: AbortSignal },
): Promise<UnattendError | undefined> {
  refuseFlags(options);
  const file = resolve(args[0] ?? '');
  const plan = await planFrom(args, withoutImage(options), cancelSignal);
  words.know(() => Object.values(plan.secrets).map(soughtOf));
  const before = readFileSync(file, 'utf8');
  const secrets = new TypedSecrets();
  words.know(() => Object.values(secrets.values));
  for (const [name, { text }] of Object.entries(plan.secrets)) secrets.add(text, name, name);
  const directory = mkdtempSync(join(tmpdir(), 'unattend-record-'));
  const stretches: Stretch[] = [];
  let isDone = false;
  try {
    const answered = new Set<string>();
    await using engine = await engineFor(plan.destination, options);
    const summary = await run({
      plan,
      ...(engine === undefined ? {} : { engine }),
      onEvent(event) {
        if (event.kind === 'exchange' && stretches.length > 0) answered.add(keyOf(event.place));
        else if (event.kind === 'notice') output.message(`${event.text}\n`);
      },
      cancelSignal,
      person: personFor(directory, secrets, stretches),
    });
    const isWritten = await writeInto(file, { before, stretches, answered, params: plan.params, output });
    isDone = true;
    if (isWritten)
      output.message(aboutRecording(await words.line(recordingLine(args, options, plan.destination))));
    return isMended(summary, stretches) ? undefined : summary.error;
  } finally {
    // What a person did for half an hour is not lost because it could not be written where it belongs.
    if (isDone || !stretches.some(({ castFile }) => existsSync(castFile)))
      rmSync(directory, { recursive: true, force: true });
    else output.message(`What you did is kept in ${directory}: \`unattend play\` shows it.\n`);
  }
}

/** Throws USAGE for what is of a new script and a new recording. */
function refuseFlags({ output, verify, force, castFormat }: Options): void {
  const given = [
    output !== undefined && '-o',
    verify !== undefined && '--verify',
    force === true && '--force',
    castFormat !== 'v3' && '--cast-format',
  ].find((flag) => flag !== false);
  if (given === undefined) return;
  throw usage(
    `${given} is for recording a command, and this is a session script: what you do is written into it.`,
    `Leave ${given} away; \`unattend run SCRIPT --recording FILE\` records a run of the script.`,
  );
}

/** All that is wrong is that a question did not come which another one stands for now. */
function isMended({ error }: RunSummary, stretches: readonly Stretch[]): boolean {
  if (!isUnattendError(error, 'UNEXPECTED_END')) return false;
  const { place } = error.details;
  return place !== undefined && stretches.some(({ waiting }) => waiting && keyOf(waiting) === keyOf(place));
}

const keyOf = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

/** Takes the keyboard at every failure of a dialogue. */
function personFor(directory: string, secrets: TypedSecrets, stretches: Stretch[]): Person {
  const castFile = (): string => join(directory, `${stretches.length}.cast`);
  const handover = takeOver(recordingTerminal());
  let isAsked = false;
  return {
    handover(link) {
      // The script's own `handover` is no place where it has no answer.
      if (!isAsked) return handover(link);
      isAsked = false;
      return recordStretch({ handover, castFile: castFile(), secrets, clock: systemClock })(link);
    },
    ask(error, { step }) {
      isAsked = true;
      const { place } = error.details as { readonly place?: Place };
      const isOfExchange = place !== undefined && keyOf(place) !== keyOf(step);
      stretches.push({
        castFile: join(directory, `${stretches.length + 1}.cast`),
        step,
        ...(isOfExchange && { waiting: place }),
        isAsked: askedErrors.some((code) => isUnattendError(error, code)),
        isExcluded: isUnattendError(error, 'PROMPT_EXCLUDED'),
      });
      return Promise.resolve('keyboard');
    },
  };
}

interface Writing {
  readonly before: string;
  readonly stretches: readonly Stretch[];
  /** Places of exchanges that were answered after the first stretch. */
  readonly answered: ReadonlySet<string>;
  readonly params: ParamValues;
  readonly output: Output;
}

/** Of the script as it was there may be a recording: how there will be one of it as it is. */
const aboutRecording = (command: string): string =>
  `\`replay\` needs a recording of the script as it is now; this makes one:\n  ${command}\n`;

function recordingLine(args: readonly string[], options: Options, { kind }: Destination): readonly string[] {
  const { base, container, on, input, engine } = options;
  const recording = args[0]?.replace(/\.ya?ml$/, '.cast');
  const seal = kind === 'image' ? { seal: false } : {};
  return commandLine(args, { base, container, on, input, engine, ...seal, recording });
}

/** From the last stretch to the first: lines above stay where they are. Returns whether there was anything to write. */
async function writeInto(
  file: string,
  { before, stretches, answered, params, output }: Writing,
): Promise<boolean> {
  let text: string | undefined = before;
  const names = new Set<string>();
  const made: string[] = [];
  let elsewhere: Place | undefined;
  for (const { castFile, step, waiting, ...how } of [...stretches].reverse()) {
    const { lines, secrets } = await generateExchanges(await readCast(castFile), await readFlags(castFile));
    if (lines.length === 0) continue;
    made.unshift(...lines);
    for (const name of secrets) names.add(name);
    // What stands in a file that other scripts may use is not changed for the sake of this one.
    elsewhere ??= [step, waiting].find((place) => place !== undefined && resolve(place.file) !== file);
    if (text === undefined || elsewhere !== undefined) continue;
    const isReplaced = waiting !== undefined && !answered.has(keyOf(waiting));
    text = insertExchanges(text, {
      lines,
      spawnLine: step.line,
      ...(waiting !== undefined && { beforeLine: waiting.line }),
      ...(isReplaced && { replaced: { ...how, valueOf: (each) => valueIn(params, each) } }),
    });
  }
  if (readFileSync(file, 'utf8') !== before) throw noPlace(file, output, made, 'it was changed meanwhile');
  if (made.length === 0) {
    output.message('Nothing was answered by hand: the script is as it was.\n');
    return false;
  }
  if (elsewhere !== undefined)
    throw noPlace(file, output, made, `it belongs to ${formatPlace(elsewhere)}, which the script uses`);
  const known = parseSession(file, before).secrets.map(({ name }) => name);
  const after =
    text &&
    declareSecrets(
      text,
      [...names].filter((name) => !known.includes(name)),
    );
  if (after === undefined || !isValid(file, after)) throw noPlace(file, output, made);
  await writeScriptFile(file, after, true);
  const count = made.filter((line) => line.startsWith('- ')).length;
  output.message(`Wrote ${count} ${count === 1 ? 'exchange' : 'exchanges'} into ${file}.\n`);
  return true;
}

/** What a text of the script stands for; undefined where it refers to more than parameters. */
function valueIn(params: ParamValues, text: string): string | undefined {
  const place = { file: '', line: 0, column: 0 };
  const { template } = parseTemplate(text, () => place);
  const lookup = createLookup({ params });
  const isKnown = referencesOf(template).every(({ path }) => lookup(path) !== undefined);
  return isKnown ? renderTemplate(template, lookup) : undefined;
}

function isValid(file: string, text: string): boolean {
  try {
    parseSession(file, text);
    return true;
  } catch (error) {
    if (error instanceof UnattendError) return false;
    throw error;
  }
}

/** Shows the exchanges as they would stand there (an error's message is one line), and returns what to throw. */
function noPlace(
  file: string,
  output: Output,
  lines: readonly string[],
  reason = 'it has no place there',
): UnattendError {
  output.message(`What you did, as exchanges of a script:\n\n${lines.join('\n')}\n\n`);
  return usage(
    `What was answered could not be put into ${file}: ${reason}.`,
    'Put it into the dialogue by hand; a dialogue in block style (each exchange on lines of its own) is written into.',
  );
}
