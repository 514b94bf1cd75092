import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSandbox } from '../support/sandbox.js';
import { observe } from './observed.js';
import { createFinder } from './scanner/finder.js';
import { scanAll } from './scanner/scan.js';
import { watchProcesses } from './watch/processes.js';

/** Everywhere a canary is found when it is no secret and the user puts it there. */
const sinks: readonly RegExp[] = [
  /^stdout/,
  /^stderr/,
  /^file work\/out\.cast/,
  /^file tmp\//,
  /^file state\//,
  /^unattend cmdline /,
  /^unattend environ /,
  /^watcher cmdline /,
  /^source environ /,
  /^container cmdline /,
  /^container environ /,
  /^container top/,
  /^container logs/,
  /^container inspect/,
  /^exec inspect/,
  /^engine events/,
  /^saved image > [^>]*layer\.tar > leaked( \(header\))?$/,
  /^saved image > [^>]*layer\.tar > packed\.tgz > gunzip > etc\/deep$/,
  /^saved image > [^>]*\.json/,
  /^image history/,
  /^image inspect/,
];

it('a value that is no secret is found in every place that the suite looks at', async () => {
  await using box = await openSandbox();
  const value = `canary-${randomBytes(12).toString('hex')}`;
  const v = '${{ params.value }}';
  await box.write('installer.sh', `echo "${value}"; sleep 0.3`);
  await box.session(`params: { value: { type: string, required: true } }
secrets: { other: { command: [sh, -c, 'sleep 0.3; echo other'] } }
inputs: { installer: { from: ./installer.sh } }
container: { user: root, hostname: ${value} }
deploy:
  - run: 'echo "$V" >/leaked; mkdir -p /etc; echo "$V" >/etc/deep; tar czf packed.tgz etc/deep; rm /etc/deep; echo "$V" >/proc/1/fd/2; sleep 1'
    env: { V: "${v}" }
    cwd: /
  - run: [sh, -c, 'echo "$1"; sleep 2; true', sh, "${v}"]
  - spawn: sh \${{ inputs.installer }}
image:
  message: "${v}"
  env: { SAID: "${v}" }
`);
  const env = { XDG_STATE_HOME: join(box.directory, '../state', value) };
  const tags = ['--tag', box.tag, '--tag', `unattend-test/${value}:1`];
  const args = ['--verbose', 'run', 'a.yaml', `value=${value}`, '--recording', 'out.cast', ...tags];
  const processes = watchProcesses();
  const seen = await observe(box, args, { env });
  const all = [...seen.evidence, ...processes.stop()];
  expect([seen.exitCode, seen.stderr]).toEqual([0, expect.anything()]);
  const found = await scanAll(createFinder([{ name: 'planted', value }]), all);
  const places = [...new Set(found.map(({ where }) => where))];
  const missed = sinks.filter((sink) => !places.some((where) => sink.test(where)));
  expect({ missed, places: missed.length === 0 ? [] : places }).toEqual({ missed: [], places: [] });
});
