import type { LayerChoice, LayerQuestion, Person } from '../pipeline/person.js';
import { unlessAborted } from '../pipeline/unless-aborted.js';
import { formatEntry } from '../report/changes.js';
import { renderReview } from '../report/review.js';
import { KeyReader, sentBy } from '../session/key-reader.js';
import { openKeyboard } from '../session/keyboard.js';
import type { OwnTerminal } from '../session/take-over.js';

const choices: Readonly<Record<string, readonly [word: string, choice: LayerChoice | 'list']>> = {
  y: ['yes', 'seal'],
  n: ['no', 'decline'],
  q: ['no', 'decline'],
  '\x04': ['no', 'decline'],
  k: ['keep the container', 'keep'],
  l: ['list every path', 'list'],
};

const question = 'Seal this layer? [y]es / [n]o / [k]eep the container / [l]ist every path ';

/** Shows what the layer will hold and asks until there is an answer. */
export function askToSeal(terminal: OwnTerminal, isColored: boolean): NonNullable<Person['review']> {
  const { stdin, out } = terminal;
  return async ({ review, listEntries, cancelSignal }: LayerQuestion) => {
    out.write(`\n${renderReview(review, { color: isColored, columns: out.columns })}\n`);
    using keyboard = openKeyboard(stdin);
    await keyboard.forget();
    const keys = new KeyReader(keyboard);
    for (;;) {
      out.write(question);
      const choice = await nextChoice(keys, cancelSignal);
      out.write(choice === undefined ? '\n' : `${choice[0]}\n`);
      if (choice === undefined) return 'decline';
      if (choice[1] !== 'list') return choice[1];
      await listEntries((entry) => void out.write(`${formatEntry(entry)}\n`));
    }
  };
}

/** Undefined when the run is interrupted, by a signal or by Ctrl-C, which is a key while the keyboard is raw. */
async function nextChoice(
  keys: KeyReader,
  cancelSignal: AbortSignal | undefined,
): Promise<(typeof choices)[string] | undefined> {
  while (cancelSignal?.aborted !== true) {
    const key = await unlessAborted(cancelSignal, keys.next());
    if (key === undefined) return undefined;
    const sent = sentBy(key);
    if (sent === '\x03') process.kill(process.pid, 'SIGINT');
    const choice = choices[sent];
    if (choice !== undefined) return choice;
  }
  return undefined;
}
