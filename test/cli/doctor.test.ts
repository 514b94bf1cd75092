import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { engineAddress, jsonFromEngine } from '../support/engine-api.js';
import { openSandbox } from '../support/sandbox.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const OWN = `ok    unattend: ${version}
ok    node: ${process.version} on ${process.platform} ${process.arch}
ok    this terminal: none (plain progress)
ok    pseudo-terminals: work
`;

it('an engine that works', async () => {
  await using box = await openSandbox();
  const { exitCode, stdout, stderr } = await box.run(['doctor']);
  const engine = await jsonFromEngine<{ Version: string; ApiVersion: string }>('/version');
  const { Driver } = await jsonFromEngine<{ Driver: string }>('/info');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout.replace(/(?<=^ok {4})(docker|podman)(?=:)/m, 'ENGINE')).toBe(
    `${OWN}ok    engine: ${engineAddress()}\nok    ENGINE: ${engine.Version}, API ${engine.ApiVersion}, ${Driver}\n`,
  );
});

it('no engine: what was tried, and what to do', async () => {
  await using box = await openSandbox();
  const address = `unix://${box.directory}/none.sock`;
  const { exitCode, stdout, stderr } = await box.run(['doctor'], { env: { DOCKER_HOST: address } });
  expect({ exitCode, stderr }).toEqual({ exitCode: 5, stderr: '' });
  expect(box.plain(stdout)).toBe(
    `${OWN}FAIL  engine: No container engine answers (tried unix://ROOT/work/none.sock (not there)).
      Start Docker or Podman, set DOCKER_HOST, or see what \`unattend doctor\` says.
`,
  );
  expect((await box.run(['doctor', '--engine', address])).exitCode).toBe(5);
});

it('--json', async () => {
  await using box = await openSandbox();
  const { exitCode, stdout } = await box.run(['doctor', '--json'], {
    env: { DOCKER_HOST: 'unix:///none.sock' },
  });
  expect(exitCode).toBe(5);
  expect(JSON.parse(stdout)).toEqual([
    { what: 'unattend', isGood: true, says: version, hint: null },
    {
      what: 'node',
      isGood: true,
      says: `${process.version} on ${process.platform} ${process.arch}`,
      hint: null,
    },
    { what: 'this terminal', isGood: true, says: 'none (plain progress)', hint: null },
    { what: 'pseudo-terminals', isGood: true, says: 'work', hint: null },
    {
      what: 'engine',
      isGood: false,
      says: 'No container engine answers (tried unix:///none.sock (not there)).',
      hint: 'Start Docker or Podman, set DOCKER_HOST, or see what `unattend doctor` says.',
    },
  ]);
});
