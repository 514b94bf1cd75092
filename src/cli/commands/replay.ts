import { readCast } from '../../recording/reader.js';
import { readFlags } from '../../recording/flags-file.js';
import { replay } from '../../recording/replay.js';
import { loadSession } from '../../script/load-session.js';
import { resolveParams } from '../../script/params.js';
import type { CliCommand } from '../command.js';
import { readParamWords, usage } from '../words.js';

/** `unattend replay`: scripts against recordings; nothing is started. */
export const replayCommand: CliCommand = {
  declare: (command) =>
    command
      .name('replay')
      .description('run a script against a recording, or all scripts of a directory; nothing is started')
      .argument('<script>', 'session script, or a directory of scripts with their recordings')
      .argument('[recording]', 'recording (asciicast)')
      .argument('[param...]', 'parameters, as name=value or --name value')
      .allowUnknownOption()
      .addHelpText('after', '\nExample:\n  $ unattend replay sessions/acme-sdk.yaml acme-sdk.cast'),
  async run({ args, output }) {
    const [script, file, ...words] = args;
    if (script === undefined || file === undefined)
      throw usage('No recording is named.', 'unattend replay SCRIPT RECORDING [name=value...]');
    const session = await loadSession(script);
    const params = resolveParams(session, readParamWords(words, session.params, []));
    const [cast, flags] = [await readCast(file), await readFlags(file)];
    const { programs, answers } = await replay({ session, params, cast, flags, file });
    if (!output.isQuiet) output.result(`passed  ${script}  ${file}  ${programs} ${answers}\n`);
    return 0;
  },
};
