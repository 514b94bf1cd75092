import type { UnattendError } from '../errors.js';
import type { AskedAbout, Person, TroubleChoice } from '../pipeline/person.js';
import { unlessAborted } from '../pipeline/unless-aborted.js';
import { renderFailure } from '../report/failure.js';
import { diagnosticsOf } from './failure.js';
import { KeyReader, sentBy } from '../session/key-reader.js';
import { openKeyboard } from '../session/keyboard.js';
import type { Output } from './output.js';
import { type OwnTerminal, takeOver } from '../session/take-over.js';
import { askToSeal } from './review.js';
import { usage } from './words.js';

type Options = Readonly<Record<string, unknown>>;

/** The person at this terminal, when there is one; `again` tells the command that runs the same again. */
export function personOf(
  again: () => Promise<string>,
  options: Options,
  output: Output,
): { readonly person?: Person } {
  const { stdin, stderr: out } = process;
  const isAsking = options['onError'] === 'ask';
  const isReviewing = options['review'] === true;
  if (!stdin.isTTY || !out.isTTY) {
    if (isReviewing)
      throw usage(
        '--review needs a terminal to ask on.',
        'Run it on a terminal, or see what the layer would hold with --no-seal.',
      );
    if (isAsking)
      throw usage(
        '--on-error ask needs a terminal to ask on.',
        'Run it on a terminal, or leave the flag away.',
      );
    return {};
  }
  const terminal = { stdin, out };
  const handover = takeOver(terminal);
  return {
    person: {
      handover,
      ...(isAsking ? { ask: asking(terminal, again, output) } : {}),
      ...(isReviewing ? { review: askToSeal(terminal, output.isColored) } : {}),
    },
  };
}

const keys: Readonly<Record<string, TroubleChoice>> = {
  r: 'reload',
  t: 'keyboard',
  k: 'keep',
  q: 'quit',
  '\x03': 'quit',
  '\x04': 'quit',
};

const question = [
  'The installer still waits.',
  '  r  read the edited script again and go on from this exchange',
  '  t  take the keyboard; an answer that failed is yours to give, and is tried again if you press no Enter',
  '  k  stop and keep the container',
  '  q  stop',
].join('\n');

function asking(
  { stdin, out }: OwnTerminal,
  again: () => Promise<string>,
  output: Output,
): NonNullable<Person['ask']> {
  return async (error: UnattendError, { problem, cancelSignal }: AskedAbout) => {
    const command = await again();
    const block = (each: UnattendError): string =>
      renderFailure(each, { command, color: output.isColored, ...diagnosticsOf(each) });
    out.write(`\n${block(problem ?? error)}\n${question}\n`);
    using keyboard = openKeyboard(stdin);
    const pressed = new KeyReader(keyboard);
    for (;;) {
      const key = await unlessAborted(cancelSignal, pressed.next());
      const choice = key === undefined ? 'quit' : keys[sentBy(key)];
      if (choice !== undefined) return choice;
    }
  };
}
