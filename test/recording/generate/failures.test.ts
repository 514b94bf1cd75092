import { expect, it } from 'vitest';
import { replay } from '../../../src/recording/replay.js';
import { parseSession } from '../../../src/script/parse-session.js';
import { answering, dialogueFor, type Talk } from './support.js';
import { generateReplaying } from '../support/replaying.js';

const fetched = 'Fetching acme.pkg\r\nE: Could not connect to mirror.acme.example\r\nRetry? [Y/n] ';
const folder: Talk = ['Folder: ', 'acme'];
const done: Talk = ['Done? ', 'ok'];

it('a question after a failure need not come: neither the failed run nor a good one fails for it', async () => {
  const failed: readonly Talk[] = [folder, [fetched, 'y'], done];
  expect(await dialogueFor(failed, 'setup')).toBe(`    dialogue:
      - expect: "Folder:"
        answer: acme
      # guessed: this is asked after a failure, which need not come again
      - expect: Retry?
        answer: y
        optional: true
      - expect: Done?
        answer: ok
`);
  const { text } = await generateReplaying({ recordings: [answering('setup', failed)], base: 'acme/base:1' });
  const session = parseSession('a.yaml', text);
  for (const talks of [failed, [folder, done]])
    await replay({ ...answering('setup', talks), session, given: {} });
  const twice = [folder, [fetched, 'y'], [fetched, 'y'], done] satisfies Talk[];
  await expect(replay({ ...answering('setup', twice), session, given: {} })).rejects.toMatchObject({
    code: 'UNATTEND_ANSWER_REFUSED',
    message: expect.stringContaining('Retry?') as string,
  });
});

it.each([
  ['with letters in brackets', 'Download failed.\r\n(R)etry, (A)bort? ', 'r'],
  ['in the line of the failure', 'Connection timed out, try again? (y/n) ', 'y'],
])('also one %s', async (_, prompt, answer) => {
  expect(await dialogueFor([folder, [prompt, answer], done])).toMatch(/answer: [ry]\n +optional: true\n/);
});

it.each<readonly [string, readonly Talk[]]>([
  ['nothing failed', [['Keep what is there, or try again? ', 'y'], done]],
  ['no question is asked', [folder, ['The last run failed.\r\nNumber of retries: ', '3'], done]],
  [
    'an answer was wrong and is given again',
    [folder, ['Error: no such folder\r\nTry again? [y/N] ', 'y'], folder, done],
  ],
])('it is required where %s', async (_, talks) => {
  expect(await dialogueFor(talks)).not.toContain('optional');
});
