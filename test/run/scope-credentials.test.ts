import { expect, it } from 'vitest';
import { openSandbox } from '../support/sandbox.js';

it.concurrent('two scopes with the same credential from two sources have each their own', async () => {
  await using box = await openSandbox();
  const scope = (netrc: string, token: string, look: string): string =>
    `  - scope: { credentials: { ~/.netrc: { env: ${netrc} }, $TOKEN: { env: ${token} } } }\n    steps:\n      - ${look}\n`;
  const look = 'run: \'cat ~/.netrc; echo "$TOKEN"; [ "$(cat ~/.netrc) $TOKEN" = "$EXPECTED" ]\'';
  await box.session(
    `deploy:\n${scope('NETRC_A', 'TOKEN_A', `{ ${look}, env: { EXPECTED: "f1rst-netrc f1rst-token" } }`)}${scope('NETRC_B', 'TOKEN_B', `{ ${look}, env: { EXPECTED: "s3cond-netrc s3cond-token" } }`)}`,
  );
  const env = {
    NETRC_A: 'f1rst-netrc',
    NETRC_B: 's3cond-netrc',
    TOKEN_A: 'f1rst-token',
    TOKEN_B: 's3cond-token',
  };
  const { exitCode, stdout, stderr } = await box.run(['--verbose', 'run', 'a.yaml'], { env });
  expect(`${stdout}${stderr}`).not.toMatch(/(?:f1rst|s3cond)-/);
  expect({ exitCode, failed: stderr.includes('Failed') }).toEqual({ exitCode: 0, failed: false });

  await box.session(
    `deploy:\n${scope('NETRC_A', 'TOKEN_A', "run: 'true'")}${scope('NETRC_B', 'TOKEN_B', 'run: \'cp ~/.netrc /kept; echo "$TOKEN" >/token\'')}`,
  );
  const stays = await box.run(['run', 'a.yaml'], { env });
  expect(stays.exitCode).toBe(7);
  expect(stays.stderr).toContain('/kept:1: the secret credentials ~/.netrc of line 7');
  expect(stays.stderr).toContain('/token:1: the secret credentials $TOKEN of line 7');

  const missing = await box.run(['run', 'a.yaml'], { env: { ...env, NETRC_B: '' } });
  expect(missing.exitCode).toBe(2);
  expect(missing.stderr).toContain('The secret "credentials ~/.netrc of line 7" (env:NETRC_B) is empty.');
});
