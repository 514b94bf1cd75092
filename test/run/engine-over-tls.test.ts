import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasImage } from '../support/images.js';
import { openSandbox, RECORDING } from '../support/sandbox.js';
import { openTlsEngine } from '../support/tls-engine.js';
import { runIdOf } from '../support/watcher.js';

it('the watcher reaches an engine over TLS as its run did, also by a folder that is named relative to it', async () => {
  await using box = await openSandbox();
  await mkdir(join(box.directory, 'certificates'));
  await using engine = await openTlsEngine(join(box.directory, 'certificates'));
  const env = { DOCKER_HOST: engine.address, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: 'certificates' };
  await box.session('deploy:\n  - run: touch /made\ntest:\n  - run: echo started; sleep 100\n');
  const running = box.start(['--verbose', 'run', 'a.yaml'], { env });
  await running.says('| started');
  const candidate = `unattend.invalid/candidate:${runIdOf(running)}`;
  expect(await hasImage(candidate)).toBe(true);
  running.child.kill('SIGKILL');
  await running.ended;
  expect(await box.left(15_000)).toEqual(RECORDING);
  expect(await hasImage(candidate)).toBe(false);
});
