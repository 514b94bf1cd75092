import { access, chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isUnattendError } from '../../../src/errors.js';
import { newFolders, shell, unpack, unpackRefusal, type Folders } from './support/folders.js';

let folders: Folders;
beforeEach(async () => {
  folders = await newFolders();
  shell(
    folders,
    'head -c 3000000 /dev/urandom > x; tar cJf a.tar.xz x; tar cf - x | zstd -qo a.tar.zst; mkdir bin',
  );
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await folders[Symbol.asyncDispose]();
});

/** Puts a shell script in the place of a command. */
async function fake(command: string, script: string): Promise<void> {
  const bin = join(folders.sources, 'bin');
  await writeFile(join(bin, command), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, command), 0o755);
  vi.stubEnv('PATH', `${bin}:${process.env['PATH'] ?? ''}`);
}

test.each([
  ['xz', 'xz-utils', 'a.tar.xz'],
  ['zstd', 'zstd', 'a.tar.zst'],
])('%s is not installed: said, and how to get it', async (command, debianPackage, source) => {
  await mkdir(join(folders.sources, 'empty'));
  vi.stubEnv('PATH', join(folders.sources, 'empty'));
  expect(await unpackRefusal(folders, source)).toBe(
    `INPUT_TOOL The input "sdk" at SRC/${source} cannot be unpacked: this machine has no command ${command}.`,
  );
  const error: unknown = await unpack(folders, source).catch((thrown: unknown) => thrown);
  expect(isUnattendError(error, 'INPUT_TOOL') && error.hint).toBe(
    `Install ${command} (on Debian: apt-get install ${debianPackage}), or pack the input as tar.gz.`,
  );
});

test('a decoder that fails without a word', async () => {
  await fake('xz', 'exit 3');
  expect(await unpackRefusal(folders, 'a.tar.xz')).toBe(
    'INPUT_ARCHIVE The input "sdk" at SRC/a.tar.xz cannot be unpacked: it is damaged, says xz: exit status 3.',
  );
});

test('a decoder that is killed after its last byte', async () => {
  await fake('xz', `tar cf - -C '${folders.sources}' x; kill -9 $$`);
  expect(await unpackRefusal(folders, 'a.tar.xz')).toBe(
    'INPUT_ARCHIVE The input "sdk" at SRC/a.tar.xz cannot be unpacked: xz was killed by SIGKILL.',
  );
});

test('a decoder that says very much and never ends is killed with what it was for', async () => {
  await fake(
    'xz',
    `echo $$ > '${folders.sources}/pid'; tar cf - -P '${folders.sources}/x'; while :; do echo more >&2; done`,
  );
  expect(await unpackRefusal(folders, 'a.tar.xz')).toMatch(/^INPUT_ARCHIVE .* has an absolute path\.$/);
  await expect(processOfFake()).rejects.toThrow('ENOENT');
});

test('cancelling kills a decoder that hangs', async () => {
  await fake(
    'xz',
    `echo $$ > '${folders.sources}/pid.new'; mv '${folders.sources}/pid.new' '${folders.sources}/pid'; exec sleep 600`,
  );
  const controller = new AbortController();
  const bringing = unpack(folders, 'a.tar.xz', { cancelSignal: controller.signal });
  await vi.waitFor(() => access(join(folders.sources, 'pid')), { timeout: 10_000, interval: 10 });
  const reason = new Error('Ctrl-C');
  controller.abort(reason);
  await expect(bringing).rejects.toBe(reason);
  await expect(processOfFake()).rejects.toThrow('ENOENT');
  expect(await readdir(folders.workspace)).toEqual([]);
});

/** Fails when the fake decoder's process is gone. */
async function processOfFake(): Promise<string> {
  const pid = (await readFile(join(folders.sources, 'pid'), 'utf8')).trim();
  return readFile(`/proc/${pid}/stat`, 'utf8');
}
