import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startContainer } from '../support/containers.js';
import { engineAddress } from '../support/engine-api.js';

const PEER = resolve(import.meta.dirname, '../../bench/peers/seal.mjs');

it('what the benchmark measures is the audit as it is: it reads what a container has written', async () => {
  await using container = await startContainer();
  await container.run('head -c 100000 /dev/zero >/filled');
  const { stdout } = await promisify(execFile)(process.execPath, [PEER, 'audited', container.id], {
    env: { ...process.env, DOCKER_HOST: engineAddress() },
  });
  expect(stdout).toMatch(/^bytes=100000 files=\d+ findings=0\n$/);
});
