import { describeSession } from '../../script/describe-session.js';
import { drawDialogues } from '../../script/draw-dialogue.js';
import { loadSession } from '../../script/load-session.js';
import { resolveParams } from '../../script/params.js';
import { renderDrawings, renderPlan } from '../plan-text.js';
import type { CliCommand } from '../command.js';
import { readParamWords, readScriptWord, usage } from '../words.js';

/** `unattend show`: the plan of a script; nothing is started. */
export const showCommand: CliCommand = {
  declare: (command) =>
    command
      .name('show')
      .description(
        'print what a script would do: phases, steps, inputs, secrets, questions; nothing is started',
      )
      .argument('<script>', 'session script')
      .argument('[param...]', 'parameters, as name=value or --name value')
      .allowUnknownOption()
      .option('--dialogue', 'draw the dialogue of every program as a state machine instead')
      .addHelpText('after', '\nExample:\n  $ unattend show sessions/acme-sdk.yaml platform=B'),
  async run({ args, options, output }) {
    const [file, ...words] = args;
    if (file === undefined) throw usage('No session script is named.', 'unattend show SCRIPT');
    const session = await loadSession(readScriptWord(file, ['dialogue']));
    const params = resolveParams(session, readParamWords(words, session.params, ['dialogue']));
    if (options['dialogue'] === true) {
      const dialogues = drawDialogues(session, params);
      output.result(output.isJson ? json({ dialogues }) : renderDrawings(dialogues));
      return 0;
    }
    const plan = describeSession(session, params);
    output.result(output.isJson ? json(plan) : renderPlan(plan));
    return 0;
  },
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
