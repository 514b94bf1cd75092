import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { tarOf } from '../support/engine-api.js';
import { failed, runFailing } from '../support/failing.js';
import { BUSYBOX, DEBIAN, exportedPaths, savedImage } from '../support/images.js';
import { runPassing } from '../support/passing.js';
import { NOTHING, openSandbox } from '../support/sandbox.js';

it.concurrent(
  'an input is read-only in the container, for every user readable, and in no layer',
  async () => {
    await using box = await openSandbox();
    await box.write('vendor/install.sh', 'cp "$0" /opt-tool\n', 0o755);
    await runPassing(
      box,
      `inputs: { vendor: { from: vendor } }
deploy:
  - run: '! touch \${{ inputs.vendor }}/new'
  - run: '! rm \${{ inputs.vendor }}/install.sh'
  - run: '! chmod 0600 \${{ inputs.vendor }}/install.sh'
  - run: cat \${{ inputs.vendor }}/install.sh
    user: 1234:1234
  - run: \${{ inputs.vendor }}/install.sh
`,
    );
    expect((await savedImage(box.tag)).lastLayer).toEqual(['opt-tool']);
    expect(await box.left()).toEqual({ ...NOTHING, images: [box.tag] });
  },
);

it.concurrent(
  "writable: the program may write beside its files; the user's own copy stays as it is",
  async () => {
    await using box = await openSandbox();
    const source = await box.write('vendor/answers', 'before\n');
    await runPassing(
      box,
      `inputs: { vendor: { from: vendor, writable: true } }
deploy:
  - run: echo after >\${{ inputs.vendor }}/answers; touch \${{ inputs.vendor }}/log
  - run: cp \${{ inputs.vendor }}/answers /made
test:
  - run: cat /made
    expect: after
`,
    );
    expect(await readFile(source, 'utf8')).toBe('before\n');
    expect((await savedImage(box.tag)).lastLayer).toEqual(['made']);
  },
);

it.concurrent('at: the input is seen at a neutral place, which leaves no trace', async () => {
  await using box = await openSandbox();
  await box.write('sdk.run', 'echo "I am $0" >/made\n', 0o755);
  await runPassing(
    box,
    `inputs: { sdk: { from: sdk.run, at: /tmp/installer.run } }
deploy:
  - run: '[ \${{ inputs.sdk }} = /tmp/installer.run ]'
  - run: sh \${{ inputs.sdk }}
test:
  - run: cat /made
    expect: I am /tmp/installer.run
  - { absent: /tmp/installer.run }
`,
    '--base',
    DEBIAN,
  );
  // The directory of the place is in the layer with the time it had: removing a file touches it.
  expect((await savedImage(box.tag)).lastLayer.filter((path) => path !== 'tmp/')).toEqual(['made']);
});

it.concurrent.each([
  ['where something is already', '/etc/passwd', '/etc/passwd is there already'],
  ['in a directory that does not exist', '/none/sdk', '/none is no directory'],
])('at: a place %s', async (_, at, reason) => {
  await using box = await openSandbox();
  await box.write('sdk.run', '');
  await box.session(`inputs: { sdk: { from: sdk.run, at: ${at} } }\ndeploy:\n  - run: 'true'\n`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(5));
  expect(block.split('\n')[0]).toBe(
    `Failed: The container engine failed to show the input sdk at ${at}: ${reason}.`,
  );
});

it.concurrent('unpack, strip, mode and digest; --input names another file', async () => {
  await using box = await openSandbox();
  const archive = gzipSync(await tarOf({ 'sdk-4.3/install.sh': 'echo 4.3\n', 'sdk-4.3/lib/a': 'a' }));
  await box.write('sdk.tar.gz', archive);
  const sha256 = createHash('sha256').update(archive).digest('hex');
  const session = (digest: string): string => `inputs:
  sdk: { from: sdk.tar.gz, sha256: ${digest}, unpack: { strip: 1 }, mode: 0755 }
deploy:
  - run: cd \${{ inputs.sdk }} && find . -type f | sort | xargs stat -c '%a %n'
    expect: "755 ./install.sh 755 ./lib/a"
`;
  await runPassing(box, session(sha256));

  const other = gzipSync(await tarOf({ 'other/install.sh': 'x', 'other/lib/a': 'y' }));
  await box.write('elsewhere/other.tgz', other);
  const digest = createHash('sha256').update(other).digest('hex');
  await runPassing(box, session(digest), '--input', 'sdk=elsewhere/other.tgz');
});

it.concurrent('a name of an input that no script has', async () => {
  await using box = await openSandbox();
  await box.session("deploy:\n  - run: 'true'\n");
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', '--input', 'sdk=a.yaml']);
  expect(rest).toEqual(failed(2, NOTHING));
  expect(block.split('\n')[0]).toBe('Failed: The script has no input "sdk".');
});

it.concurrent('leaves no mount stub of any kind of input', async () => {
  await using box = await openSandbox();
  await box.write('vendor/a', 'a');
  await runPassing(
    box,
    `inputs: { one: { from: vendor }, two: { from: vendor/a }, three: { from: vendor, writable: true } }
deploy:
  - run: cat \${{ inputs.two }}
`,
  );
  expect(await exportedPaths(box.tag)).toEqual(await exportedPaths(BUSYBOX));
});
