import { stat } from 'node:fs/promises';
import { isUnattendError } from '../../errors.js';
import { readFlags } from '../../recording/flags-file.js';
import { paramsIn } from '../../recording/programs.js';
import { readCast } from '../../recording/reader.js';
import { replay } from '../../recording/replay.js';
import { renderFailure } from '../../report/failure.js';
import {
  type ReplayOutcome,
  replayLine,
  replaysToJson,
  replayTotals,
  strayLine,
} from '../../report/replay.js';
import { typedWord } from '../../report/typed-word.js';
import { loadSession } from '../../script/load-session.js';
import type { CliCommand } from '../command.js';
import { diagnosticsOf } from '../failure.js';
import type { Output } from '../output.js';
import { writeJunit } from '../junit-file.js';
import { type ReplayDirectory, replayDirectory, type ReplayPair } from '../replay-pairs.js';
import { readParamWords, readScriptWord, usage } from '../words.js';

/** `unattend replay`: scripts against recordings; nothing is started. */
export const replayCommand: CliCommand = {
  declare: (command) =>
    command
      .name('replay')
      .description('run a script against a recording of it, or all of a directory; nothing is started')
      .argument(
        '<script>',
        'session script, or a directory: every script in it, with the recordings beside it',
      )
      .argument('[recording]', 'recording (asciicast)')
      .argument('[param...]', 'parameters, as name=value or --name value')
      .allowUnknownOption()
      .option('--report <directory>', 'write junit.xml there')
      .addHelpText('after', '\nExample:\n  $ unattend replay sessions/acme-sdk.yaml sessions/acme-sdk.cast'),
  async run({ args, options, output }) {
    const { pairs, strays, words, isDirectory } = await whatToReplay(args);
    const outcomes: ReplayOutcome[] = [];
    for (const pair of pairs) {
      const outcome = await replayPair(pair, words);
      outcomes.push(outcome);
      tell(outcome, words, output);
    }
    const all = { outcomes, strays };
    if (output.isJson) output.result(`${JSON.stringify(replaysToJson(all), null, 2)}\n`);
    else if (!output.isQuiet) {
      for (const stray of strays) output.result(`${strayLine(stray)}\n`);
      if (isDirectory) output.result(`${replayTotals(all)}\n`);
    }
    const report = options['report'] as string | undefined;
    if (report !== undefined)
      await writeJunit(report, 'unattend replay', all, (outcome) => commandOf(outcome, words));
    return outcomes.find(({ error }) => error !== undefined)?.error?.exitCode ?? 0;
  },
};

interface ToReplay extends ReplayDirectory {
  readonly words: readonly string[];
  readonly isDirectory: boolean;
}

async function whatToReplay(args: readonly string[]): Promise<ToReplay> {
  const [first = '', recording, ...words] = args;
  const script = readScriptWord(first, ['report']);
  const isDirectory = (await stat(script).catch(() => undefined))?.isDirectory() === true;
  if (!isDirectory) {
    if (recording === undefined)
      throw usage('No recording is named.', 'unattend replay SCRIPT RECORDING [name=value...]');
    return { pairs: [{ script, recording }], strays: [], words, isDirectory };
  }
  if (recording !== undefined)
    throw usage(
      `"${recording}" does not belong to a directory.`,
      'A directory is replayed whole, with the parameters that its recordings were made with.',
    );
  const { pairs, strays } = await replayDirectory(script);
  if (pairs.some((pair) => pair.recording !== undefined)) return { pairs, strays, words: [], isDirectory };
  throw usage(
    pairs.length === 0
      ? `There is no session script in ${script}.`
      : `No script in ${script} has a recording beside it.`,
    'The recordings of a.yaml are a.cast and a.NAME.cast in the same directory.',
  );
}

async function replayPair(pair: ReplayPair, words: readonly string[]): Promise<ReplayOutcome> {
  const nothing = { ...pair, durationMs: 0, programs: 0, answers: 0, recordedSeconds: 0 };
  const { script, recording: file } = pair;
  const startedMs = performance.now();
  const durationMs = (): number => performance.now() - startedMs;
  try {
    const session = await loadSession(script);
    if (file === undefined) return nothing;
    const cast = await readCast(file);
    // What the recording was made with, unless the command line says otherwise.
    const recorded = Object.entries(paramsIn(cast)).filter(([name]) =>
      session.params.some((param) => param.name === name),
    );
    const given = { ...Object.fromEntries(recorded), ...readParamWords(words, session.params, ['report']) };
    const done = await replay({ session, given, cast, flags: await readFlags(file), file });
    return { ...nothing, ...done, durationMs: durationMs() };
  } catch (error) {
    if (!isUnattendError(error)) throw error;
    return { ...nothing, durationMs: durationMs(), error };
  }
}

const commandOf = ({ script, recording = '' }: ReplayOutcome, words: readonly string[]): string =>
  ['unattend', 'replay', script, ...(recording === '' ? [] : [recording]), ...words].map(typedWord).join(' ');

function tell(outcome: ReplayOutcome, words: readonly string[], output: Output): void {
  const { error } = outcome;
  if (!output.isJson && !output.isQuiet) output.result(`${replayLine(outcome)}\n`);
  if (error === undefined) return;
  const context = { color: output.isColored, command: commandOf(outcome, words), ...diagnosticsOf(error) };
  output.message(renderFailure(error, context));
}
