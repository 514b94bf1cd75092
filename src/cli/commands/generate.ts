import { writeFile } from 'node:fs/promises';
import { UnattendError } from '../../errors.js';
import { readFlags } from '../../recording/flags-file.js';
import { generateScript, type RecordingSource } from '../../recording/generate/generate.js';
import { readCast } from '../../recording/reader.js';
import type { CliCommand } from '../command.js';
import { usage } from '../words.js';

/** `unattend generate`: makes a session script of recordings. */
export const generateCommand: CliCommand = {
  declare: (command) =>
    command
      .name('generate')
      .description('make a session script from recordings of one installer')
      .argument('<recording...>', 'recordings (asciicast v2); a second one generalises what differs')
      .option('-o, --output <file>', 'write the script there instead of to stdout')
      .option('--force', 'with --output: replace a file that is there')
      .option('--base <ref>', 'the image it was recorded in')
      .addHelpText(
        'after',
        '\nExample:\n  $ unattend generate acme.cast --base debian:bookworm -o acme.yaml',
      ),
  async run({ args, options, output }) {
    const [first, ...others] = await Promise.all(args.map(readSource));
    if (first === undefined) throw usage('No recording is named.', 'unattend generate FILE.cast');
    const base = options['base'] as string | undefined;
    const { text, warnings } = await generateScript({
      recordings: [first, ...others],
      ...(base !== undefined && { base }),
    });
    const file = options['output'] as string | undefined;
    if (file !== undefined) await write(file, text, options['force'] === true);
    if (output.isJson) output.result(`${JSON.stringify({ script: text, warnings }, null, 2)}\n`);
    else if (file === undefined) output.result(text);
    if (!output.isQuiet && !output.isJson)
      for (const warning of warnings) output.message(`Note: ${warning}\n`);
    return 0;
  },
};

async function readSource(file: string): Promise<RecordingSource> {
  return { cast: await readCast(file), flags: await readFlags(file), file };
}

async function write(file: string, text: string, isForced: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: isForced ? 'w' : 'wx' });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw usage(`${file} is there already.`, 'Give another file to --output, or --force to replace it.');
    if (code === 'ENOSPC')
      throw new UnattendError('NO_SPACE', { doing: `write the script ${file}`, reason: code }, { cause });
    throw usage(
      `Cannot write the script ${file}: ${code === 'ENOENT' ? 'its directory does not exist' : message}.`,
      'Give --output a file in a directory that exists and that you may write to.',
    );
  }
}
