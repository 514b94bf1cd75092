import { generateChecked } from '../../recording/checked-script.js';
import { readSource } from '../recording-source.js';
import type { CliCommand } from '../command.js';
import { usage } from '../words.js';
import { writeScriptFile } from '../write-script-file.js';

/** `unattend generate`: makes a session script of recordings. */
export const generateCommand: CliCommand = {
  declare: (command) =>
    command
      .name('generate')
      .description('make a session script from recordings of one installer')
      .argument('<recording...>', 'recordings (asciicast); a second one generalises what differs')
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
    const { text, warnings } = await generateChecked({
      recordings: [first, ...others],
      ...(base !== undefined && { base }),
    });
    const file = options['output'] as string | undefined;
    if (file !== undefined) await writeScriptFile(file, text, options['force'] === true);
    if (output.isJson) output.result(`${JSON.stringify({ script: text, warnings }, null, 2)}\n`);
    else if (file === undefined) output.result(text);
    if (!output.isQuiet && !output.isJson)
      for (const warning of warnings) output.message(`Note: ${warning}\n`);
    return 0;
  },
};
