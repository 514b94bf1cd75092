import { expect, it } from 'vitest';
import { isUnattendError, Secret, type Spawned, spawn } from '../../src/index.js';

const asksLate =
  'for i in 1 2 3 4 5 6; do echo .; sleep 0.1; done; read -p "Delete everything? " x; echo "got [$x]"';

/** How a program ends that asks behind a call that failed: nobody answers it. */
async function endOf(program: Spawned): Promise<unknown> {
  const failure: unknown = await program.exit(0).catch((error: unknown) => error);
  return isUnattendError(failure, 'STALLED') ? [failure.details.prompt, failure.details.pattern] : failure;
}

it.each<[string, (program: Spawned) => Promise<unknown>]>([
  ['an answer that came too late', (program) => program.answer('y', { settleMs: 300, timeoutMs: 350 })],
  ['a key that came too late', (program) => program.press('enter', { settleMs: 300, timeoutMs: 350 })],
  [
    'an answer that was cancelled',
    (program) => program.answer('y', { settleMs: 300, cancelSignal: AbortSignal.timeout(350) }),
  ],
  [
    'a dialogue that was cancelled, with a secret',
    (program) =>
      program.dialogue(
        [{ expect: 'everything?', answer: new Secret('tell-nobody', 'pass'), visible: true }],
        {
          cancelSignal: AbortSignal.timeout(350),
        },
      ),
  ],
])('%s is not given while the end is awaited', async (_, call) => {
  await using program = await spawn(['bash', '-c', asksLate], { stallMs: 500 });
  await expect(call(program)).rejects.toThrow();
  expect(await endOf(program)).toEqual(['Delete everything?', undefined]);
});

it('what is always answered in a dialogue that was completed still is', async () => {
  await using program = await spawn(['bash', '-c', `echo Ready; ${asksLate}`]);
  await program.dialogue([{ expect: 'Ready' }], { always: [{ expect: 'everything?', answer: 'y' }] });
  await program.exit();
  expect(program.after).toContain('got [y]');
});
