import { expect, it } from 'vitest';
import { credentialFile } from '../../src/scope/credential-file.js';
import { sudo } from '../../src/scope/sudo.js';
import { DEBIAN, shell, startContainer, testEngine } from '../engine/support/engine.js';

const look = 'ls -A /usr/bin/sudo /root/.netrc /dev/unattend 2>&1; stat -c "%n %y" /usr/bin /root';

it.each([
  {
    tool: 'base64',
    credential: 'Cannot open the credential ~/.netrc: there is no base64.',
    grant: 'Cannot open sudo for nobody: there is no base64.',
  },
  { tool: 'cmp', credential: undefined, grant: undefined },
  {
    tool: 'grep',
    credential: undefined,
    grant: 'Cannot open sudo for nobody: there is no grep, by which the stand-in is told from another sudo.',
  },
])('an image without $tool gets what it can have, and is left as it was', async ({ tool, ...refused }) => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  await shell(container, `rm /usr/bin/${tool}`);
  const before = await shell(container, `${look} || :`);
  const value = Buffer.from('machine acme\n');
  const file = { container, path: '~/.netrc', user: 'root', mode: 0o600, value };
  if (refused.credential === undefined) {
    const scope = await credentialFile(file);
    expect(await shell(container, 'cat /root/.netrc')).toBe('machine acme\n');
    await scope[Symbol.asyncDispose]();
  } else {
    await expect(credentialFile(file)).rejects.toMatchObject({ message: refused.credential });
  }
  const grant = sudo({ container, user: 'nobody', commands: 'all' });
  if (refused.grant === undefined) await (await grant)[Symbol.asyncDispose]();
  else await expect(grant).rejects.toMatchObject({ errorName: 'SCOPE_REFUSED', message: refused.grant });
  expect(await shell(container, `${look} || :`)).toBe(before);
});
