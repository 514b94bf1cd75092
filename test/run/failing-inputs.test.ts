import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pack } from 'tar-stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { tarOf } from '../support/engine-api.js';
import { failed, runFailing } from '../support/failing.js';
import { NOTHING, openSandbox, RECORDING } from '../support/sandbox.js';

const session = (input: string): string => `inputs: { sdk: ${input} }\ndeploy:\n  - run: touch /made\n`;

it('an input that does not exist, and another that --input names', async () => {
  await using box = await openSandbox();
  await box.session(session('{ from: vendor/sdk.run }'));
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(6, NOTHING));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The input "sdk" at ROOT/work/vendor/sdk.run does not exist.

      hint       Put it there, or say where it is: --input sdk=PATH.
      reproduce  unattend run a.yaml
      error      UNATTEND_INPUT_MISSING, exit code 6
    "
  `);

  const named = await runFailing(box, ['run', 'a.yaml', '--input', 'sdk=none.run']);
  expect(named.exitCode).toBe(6);
  expect(named.block.split('\n')[0]).toBe('Failed: The input "sdk" at ROOT/work/none.run does not exist.');
});

it('an input that is another file than the script was written for', async () => {
  await using box = await openSandbox();
  await box.write('sdk.run', 'version 2\n');
  const expected = createHash('sha256').update('version 1\n').digest('hex');
  await box.session(session(`{ from: sdk.run, sha256: ${expected} }`));
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(6));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The input "sdk" at ROOT/work/sdk.run has sha256 b03d44cd60d71de68a4aca7808c6f768802f6d6c414430ff8ccea10c1aa57b4c, the script expects 3a79bf37b571938d1f2907afb6a643f48088b83769dde8bc58f5ee866a5c3636.

      hint       Fetch the file again; if the new one is right, put its sha256 in the script.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_INPUT_DIGEST, exit code 6
    "
  `);
});

it.each([
  ['text', 'this is no archive\n', 'it is not a tar, tar.gz, tar.xz, tar.zst or zip archive'],
  ['nothing', '', 'it is not a tar, tar.gz, tar.xz, tar.zst or zip archive'],
  [
    'compressed text',
    gzipSync('this is no archive\n'),
    'it is compressed, but what is inside is not a tar archive',
  ],
])('an archive that is none: %s', async (_, content, reason) => {
  await using box = await openSandbox();
  await box.write('sdk.tar', content);
  await box.session(session('{ from: sdk.tar, unpack: true }'));
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(6));
  expect(block).toBe(archiveBlock(reason));
});

it.each([
  [{ 'sdk/install.sh': 'true\n', '../../outside': 'x' }, 'its member "../../outside" has ".." in its path'],
  [{ 'sdk/install.sh': 'true\n', '/etc/passwd': 'x' }, 'its member "/etc/passwd" has an absolute path'],
])('an archive with a member outside its root: %j', async (files, reason) => {
  await using box = await openSandbox();
  await box.write('sdk.tar', await tarOf(files));
  await box.session(session('{ from: sdk.tar, unpack: true }'));
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(6));
  expect(block).toBe(archiveBlock(reason));
});

it('an archive with a member behind a link that leads outside', async () => {
  await using box = await openSandbox();
  const archive = pack();
  archive.entry({ name: 'sdk/etc', type: 'symlink', linkname: '/etc' });
  archive.entry({ name: 'sdk/etc/passwd' }, 'root::0:0\n');
  archive.finalize();
  await box.write('sdk.tar', await buffer(archive));
  await box.session(session('{ from: sdk.tar, unpack: true }'));
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(6));
  const reason = 'its symbolic link "sdk/etc" to "/etc" leads out of the unpacked tree';
  expect(block).toBe(archiveBlock(reason));
});

function archiveBlock(reason: string): string {
  return [
    `Failed: The input "sdk" at ROOT/work/sdk.tar cannot be unpacked: ${reason}.`,
    '',
    '  hint       tar, tar.gz, tar.xz, tar.zst and zip are unpacked; remove `unpack` to mount the file as it is.',
    '  recording  ROOT/state/unattend/recordings/RUN.cast',
    '  reproduce  unattend run a.yaml',
    '  error      UNATTEND_INPUT_ARCHIVE, exit code 6',
    '',
  ].join('\n');
}

it('a directory that has a digest', async () => {
  await using box = await openSandbox();
  await box.write('vendor/install.sh', 'true\n');
  await box.session(session(`{ from: vendor, sha256: ${'a'.repeat(64)} }`));
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(6));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The input "sdk" at ROOT/work/vendor is a directory, which has no sha256.

      hint       A file is copied, checked by \`sha256\` or unpacked by \`unpack\`; a directory is only copied.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_INPUT_UNFIT, exit code 6
    "
  `);
});

it('a link that leads nowhere', async () => {
  await using box = await openSandbox();
  await symlink('nowhere', join(box.directory, 'sdk.run'));
  await box.session(session('{ from: sdk.run }'));
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(6, NOTHING));
  expect(block.split('\n')[0]).toBe('Failed: The input "sdk" at ROOT/work/sdk.run does not exist.');
});

it('an input that does not fit on the disk', async () => {
  await using box = await openSandbox();
  await box.write('sdk.run', Buffer.alloc(3_000_000, 'x'));
  await box.session(session('{ from: sdk.run }'));
  const through = ['unshare', '--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml'], {
    through: [...through, '/bin/sh', '-c', SMALL_DISK, 'sh'],
  });
  expect(rest).toEqual(failed(5));
  expect(block).toMatchInlineSnapshot(`
    "Failed: No space left to bring in the input "sdk": the disk of ROOT/tmp/unattend-RUN is full.

      hint       Free some space where the engine or the temporary directory keeps its data, and run again.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_NO_SPACE, exit code 5
    "
  `);
  expect(await readFile(join(box.directory, 'left'), 'utf8')).toBe('');
});

/** A temporary directory of 1 MB for one command; what that leaves there is listed in the file `left`. */
const SMALL_DISK = `
mount -t tmpfs -o size=1m none "$TMPDIR" || exit 99
"$@"; status=$?
ls -A "$TMPDIR" >left
exit $status
`;

it.each([
  ['TMPDIR', 'none/unattend-RUN', 'no such file or directory', RECORDING],
  ['XDG_STATE_HOME', 'file/unattend/recordings', 'not a directory', NOTHING],
])('a place for our own files that is none: %s', async (variable, path, reason, left) => {
  await using box = await openSandbox();
  await box.write('file', '');
  await box.session('deploy:\n  - run: touch /made\n');
  const options = { env: { [variable]: join(box.directory, path.split('/')[0] ?? '') } };
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml'], options);
  expect(rest).toEqual(failed(2, left));
  const [sentence, , hint] = block.split('\n');
  expect(sentence).toBe(`Failed: Cannot make the directory ROOT/work/${path}: ${reason}.`);
  expect(hint?.trim()).toMatch(new RegExp(`^hint +Set ${variable} to a directory that you may write to.$`));
});
