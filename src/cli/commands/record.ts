import type { Command } from 'commander';
import { run } from '../../pipeline/run.js';
import { describeCompletion } from '../../session/exit.js';
import { recordIntoScript } from '../record-into-script.js';
import { recordingPerson } from '../recording-person.js';
import { type RecordedSession, recordSession, withoutImage } from '../record-session.js';
import { readSource } from '../recording-source.js';
import { generateChecked } from '../../recording/checked-script.js';
import type { Completion } from '../../terminal/terminal.js';
import type { Output } from '../output.js';
import { replaysOf, verifyScript } from '../verify-script.js';
import { writeScriptFile } from '../write-script-file.js';
import type { CliCommand } from '../command.js';
import { engineFor } from '../engine-for.js';
import { type FailureFrame, reportFailure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { planOf } from '../plan-from.js';
import { castFormatOf } from '../run-flags.js';

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

/** `unattend record`: an installer on the person's terminal, and the recording of it. */
export const recordCommand: CliCommand = {
  declare: (command: Command) =>
    command
      .name('record')
      .description('run an installer on your terminal and write the session script and the recording')
      .usage('[options] -- COMMAND... | SCRIPT [name=value...]')
      .argument(
        '<command...>',
        'program and arguments (a single word with blanks: a line for the shell), or a script to go on with',
      )
      .option('-o, --output <file>', 'session script to write; the recording is beside it')
      .option('--base <ref>', 'base image of the container to run it in')
      .option('--container <id>', 'run it in a container that already runs')
      .option('--on <place>', '"host": run it on this machine')
      .option(
        '--input <name=path>',
        'a file or directory it needs, there at ${{ inputs.NAME }} (repeatable)',
        collect,
      )
      .option(
        '--secret <name=source>',
        'of a script to go on with, where a secret comes from: env:VAR, file:PATH or prompt (repeatable)',
        collect,
      )
      .option(
        '--workdir <path>',
        'with --container: a directory there for large inputs, which are taken away afterwards',
      )
      .option('--verify <n>', 'with --base: replay the script so often, each time in a fresh container')
      .option('--force', 'overwrite a script and a recording that are there')
      .option(
        '--engine <url>',
        'container engine, instead of DOCKER_HOST, the Docker context or the usual sockets',
      )
      .option('--cast-format <version>', 'format of the recording: v3, or v2 for older players', 'v3')
      .addHelpText(
        'after',
        "\nExample:\n  $ unattend record --base debian:bookworm --input sdk=./sdk.run -- sh '${{ inputs.sdk }}'",
      ),
  async run({ args, options, output, words }) {
    using interrupt = onInterrupt();
    const { cancelSignal } = interrupt;
    const line = (): Promise<string> => words.line(['unattend', 'record', ...args]);
    if (args.length > 0 && /\.ya?ml$/.test(args[0] ?? '')) {
      const error = await recordIntoScript(args, options, { output, words, cancelSignal });
      if (error === undefined) return 0;
      return reportFailure(error, { ...output, isJson: false }, { command: await line() });
    }
    const replays = replaysOf(options);
    const recorded = recordSession(args, options);
    const person = recordingPerson(recorded, castFormatOf(options), output);
    words.know(() => Object.values(person.secrets.values));
    const plan = await planOf(recorded.session, [], withoutImage(options));
    await using engine = await engineFor(plan.destination, options);
    const summary = await run({
      plan,
      ...(engine === undefined ? {} : { engine }),
      onEvent: (event) => {
        if (event.kind === 'notice') output.message(`${event.text}\n`);
      },
      cancelSignal,
      person: person.person,
    });
    person.close();
    const frame = async (): Promise<FailureFrame> => ({
      command: await line(),
      recording: recorded.castFile,
    });
    if (summary.error !== undefined)
      return reportFailure(summary.error, { ...output, isJson: false }, await frame());
    try {
      await writeDown(recorded, person.completion(), { output, isForced: options['force'] === true });
      if (engine === undefined || replays === 0) return 0;
      const { secrets } = person;
      return await verifyScript({ recorded, replays, engine, secrets, options, output, cancelSignal });
    } catch (error) {
      return reportFailure(error, output, await frame()); // what was recorded is there
    }
  },
};

/** Makes the script of the recording. */
async function writeDown(
  { castFile, scriptFile }: RecordedSession,
  completion: Completion | undefined,
  { output, isForced }: { readonly output: Output; readonly isForced: boolean },
): Promise<void> {
  const { text, warnings } = await generateChecked({ recordings: [await readSource(castFile)] });
  await writeScriptFile(scriptFile, text, isForced);
  const end = completion === undefined ? '' : ` (${describeCompletion(completion)})`;
  output.message(`Recorded ${castFile}${end} and wrote ${scriptFile}.\n`);
  for (const warning of warnings) output.message(`Note: ${warning}\n`);
}
