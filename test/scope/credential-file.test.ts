import { expect, it } from 'vitest';
import { credentialFile } from '../../src/scope/credential-file.js';
import { DEBIAN, shell, startContainer, testEngine } from '../engine/support/engine.js';

it('credentials at one place may be closed in any order, and what was there comes back', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  const look = 'cd /root; ls -A . /dev/unattend 2>&1; cat .profile; stat -c "%n %y" . .profile';
  const before = await shell(container, look);
  const open = (value: string): Promise<AsyncDisposable> =>
    credentialFile({ container, path: '~/.profile', user: 'root', mode: 0o600, value: Buffer.from(value) });
  const now = (): Promise<string> => shell(container, 'cat /root/.profile');
  const [first, second, third] = [await open('first'), await open('second'), await open('third')];
  await second[Symbol.asyncDispose]();
  expect(await now()).toBe('third');
  await first[Symbol.asyncDispose]();
  expect(await now()).toBe('third');
  await third[Symbol.asyncDispose]();
  expect(await shell(container, look)).toBe(before);
});
