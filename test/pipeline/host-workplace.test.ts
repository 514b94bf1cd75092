import { expect, it } from 'vitest';
import { hostWorkplace } from '../../src/pipeline/host-workplace.js';

it('starts no command for an interrupt that has come already', async () => {
  const cancelSignal = AbortSignal.abort(new Error('enough'));
  const output: string[] = [];
  const workplace = hostWorkplace({ hostEnv: {}, cwd: '/' });
  const result = workplace.runCommand({
    argv: ['echo', 'started'],
    env: {},
    onOutput: (bytes) => output.push(String(bytes)),
    cancelSignal,
  });
  await expect(result).rejects.toBe(cancelSignal.reason);
  expect(output).toEqual([]);
});
