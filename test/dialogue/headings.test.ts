import { expect, it } from 'vitest';
import { answer, checkpoint, dialogue, exchange, play, read, write, type Program } from './support.js';

/** Asks something below a heading, then writes a line every 5 ms, never quiet for long enough to be taken for waiting. */
const upgrade: Program = function* () {
  yield write('Upgrade of db\nGo on? ');
  yield read;
  for (let step = 1; step <= 400; step++) {
    yield { workMs: 5 };
    yield write(`step ${step} failed\n`);
  }
};

it('sees what stands behind a heading that was answered, while the program writes on', () => {
  const failed = { kind: 'text', text: 'failed', after: 'Upgrade of db' } as const;
  const asks = exchange('Go on?', answer('y'));
  const outcome = play(upgrade, dialogue([asks], { failOn: [exchange(failed, checkpoint)] }));
  expect(outcome.error?.code).toBe('UNATTEND_FAIL_MATCHED');
  // Seen at 25 ms; then the rest of what is said is waited for, no longer than 500 ms.
  expect(outcome.endedAtMs).toBe(525);
});
