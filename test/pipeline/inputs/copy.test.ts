import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { InputProgress } from '../../../src/pipeline/inputs/bring-input.js';
import { removeTree } from '../../../src/pipeline/inputs/remove-tree.js';
import { bring, newFolders, refusal, run, shell, snapshot, type Folders } from './support/folders.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function fileSource(folders: Folders): Promise<void> {
  const path = join(folders.sources, 'install.run');
  await writeFile(path, 'payload');
  await chmod(path, 0o4751);
  await utimes(path, 1_700_000_000.25, 1_700_000_000.25);
}

test('copies a file with its mode and time, without its set-id bit', async () => {
  await using folders = await newFolders();
  await fileSource(folders);
  expect(await bring(folders, 'install.run')).toEqual({ path: folders.destination, sizeBytes: 7 });
  expect(await snapshot(folders.workspace)).toEqual({
    sdk: `file 751 1700000000.25 ${Buffer.from('payload').toString('base64')}`,
  });
});

test('gives the file the mode the script asks for, whatever the umask', async () => {
  await using folders = await newFolders();
  await fileSource(folders);
  const umask = process.umask(0o077);
  try {
    await bring(folders, 'install.run', { mode: 0o775 });
  } finally {
    process.umask(umask);
  }
  expect((await stat(folders.destination)).mode & 0o7777).toBe(0o775);
});

test('follows a symbolic link that is the input itself', async () => {
  await using folders = await newFolders();
  await fileSource(folders);
  await symlink('install.run', join(folders.sources, 'latest'));
  await bring(folders, 'latest');
  expect(await readFile(folders.destination, 'utf8')).toBe('payload');
});

test('a file with the right digest is brought, upper case or lower', async () => {
  await using folders = await newFolders();
  await fileSource(folders);
  const progress: InputProgress[] = [];
  const onProgress = (now: InputProgress): void => {
    progress.push(now);
  };
  await bring(folders, 'install.run', { sha256: sha256('payload').toUpperCase(), onProgress });
  expect(await readFile(folders.destination, 'utf8')).toBe('payload');
  expect(progress).toEqual([{ doneBytes: 7, totalBytes: 7 }]);
});

test('a file with another digest is not', async () => {
  await using folders = await newFolders();
  await fileSource(folders);
  expect(await refusal(folders, 'install.run', { sha256: 'AB'.repeat(32) })).toBe(
    `INPUT_DIGEST The input "sdk" at SRC/install.run has sha256 ${sha256('payload')}, the script expects ${'ab'.repeat(32)}.`,
  );
});

test('what is checked is what is used: a file changed while it is read does not pass', async () => {
  await using folders = await newFolders();
  const path = join(folders.sources, 'big');
  const content = 'a'.repeat(1_000_000);
  await writeFile(path, content);
  let isChanged = false;
  const onProgress = (): void => {
    if (!isChanged)
      run(folders, 'bash', '-c', 'printf b | dd of=big bs=1 seek=900000 conv=notrunc status=none');
    isChanged = true;
  };
  const changed = `${'a'.repeat(900_000)}b${'a'.repeat(99_999)}`;
  expect(await refusal(folders, 'big', { sha256: sha256(content), onProgress })).toBe(
    `INPUT_DIGEST The input "sdk" at SRC/big has sha256 ${sha256(changed)}, the script expects ${sha256(content)}.`,
  );
});

test('copies a directory with modes, times, links and odd names', async () => {
  await using folders = await newFolders();
  shell(
    folders,
    `mkdir -p tree/bin tree/closed tree/empty
     printf x > tree/bin/run; chmod 751 tree/bin/run; ln tree/bin/run tree/bin/same
     printf y > $'tree/-odd\\nname "ä"'
     ln -s /etc/passwd tree/absolute; ln -s ../../outside tree/out; ln -s nowhere tree/dangling
     chmod 555 tree/closed
     find tree -print0 | xargs -0 touch -hd '2020-02-02 02:02:02.5'
     touch -hd '2021-01-01' tree/bin/run tree/out tree/closed`,
  );
  expect(await bring(folders, 'tree')).toEqual({ path: folders.destination, sizeBytes: 2 });
  expect(await snapshot(folders.destination)).toEqual(await snapshot(join(folders.sources, 'tree')));
  const [one, other] = await Promise.all(
    ['run', 'same'].map((name) => stat(join(folders.destination, 'bin', name))),
  );
  expect(one?.ino).toBe(other?.ino);
});

test('copies names that are not UTF-8 as they are', async () => {
  await using folders = await newFolders();
  shell(folders, `mkdir tree; printf x > $'tree/caf\\xe9'`);
  await bring(folders, 'tree');
  expect(await readdir(folders.destination, 'buffer')).toEqual([Buffer.from('caf\xe9', 'latin1')]);
});

test('in a directory, the mode of the script is for the files', async () => {
  await using folders = await newFolders();
  shell(
    folders,
    'mkdir -p tree/sub; chmod 750 tree/sub; touch tree/a tree/sub/b; chmod 600 tree/a tree/sub/b',
  );
  await bring(folders, 'tree', { mode: 0o755 });
  const modes = Object.values(await snapshot(folders.destination)).map((line) =>
    line.split(' ', 2).join(' '),
  );
  expect(modes).toEqual(['file 755', 'directory 750', 'file 755']);
});

test('what is not there', async () => {
  await using folders = await newFolders();
  expect(await refusal(folders, 'gone')).toBe('INPUT_MISSING The input "sdk" at SRC/gone does not exist.');
  await writeFile(join(folders.sources, 'file'), '');
  expect(await refusal(folders, 'file/below')).toBe(
    'INPUT_MISSING The input "sdk" at SRC/file/below cannot be read: not a directory.',
  );
});

test('a directory has no digest and cannot be unpacked', async () => {
  await using folders = await newFolders();
  await mkdir(join(folders.sources, 'tree'));
  expect(await refusal(folders, 'tree', { sha256: '00'.repeat(32) })).toBe(
    'INPUT_UNFIT The input "sdk" at SRC/tree is a directory, which has no sha256.',
  );
  expect(await refusal(folders, 'tree', { unpack: { strip: 0 } })).toBe(
    'INPUT_UNFIT The input "sdk" at SRC/tree is a directory, which cannot be unpacked.',
  );
});

test('a directory that has the workspace in it would be copied into itself', async () => {
  await using folders = await newFolders();
  expect(await refusal(folders, '..')).toMatch(/^INPUT_UNFIT .* has the workspace of this run in it\.$/);
  expect(await refusal(folders, '../workspace')).toMatch(
    /^INPUT_UNFIT .* has the workspace of this run in it\.$/,
  );
});

test('special files', async () => {
  await using folders = await newFolders();
  shell(folders, 'mkdir -p tree/sub; mkfifo pipe tree/sub/pipe');
  expect(await refusal(folders, 'pipe')).toBe(
    'INPUT_UNFIT The input "sdk" at SRC/pipe is neither a file nor a directory.',
  );
  expect(await refusal(folders, 'tree')).toBe(
    'INPUT_UNFIT The input "sdk" at SRC/tree has a device, pipe or socket in it: "sub/pipe".',
  );
});

test('a destination that exists is a mistake of ours, and is left alone', async () => {
  await using folders = await newFolders();
  await fileSource(folders);
  await writeFile(folders.destination, 'mine');
  await expect(bring(folders, 'install.run')).rejects.toThrow(
    new Error(`The place for an input is taken: ${folders.destination}`),
  );
  expect(await readFile(folders.destination, 'utf8')).toBe('mine');
});

/** As somebody who may not do everything. */
async function unprivileged(work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}

test('what may not be read', async () => {
  await using folders = await newFolders();
  shell(
    folders,
    'mkdir -p tree/sub; echo x > secret; echo x > tree/sub/secret; chmod 0 secret tree/sub/secret',
  );
  run(folders, 'chmod', '755', '..');
  run(folders, 'chmod', '777', '../workspace');
  await unprivileged(async () => {
    expect(await refusal(folders, 'secret')).toBe(
      'INPUT_MISSING The input "sdk" at SRC/secret cannot be read: permission denied.',
    );
    expect(await refusal(folders, 'tree')).toBe(
      'INPUT_MISSING The input "sdk" at SRC/tree cannot be read at "sub/secret": permission denied.',
    );
  });
  run(folders, 'chmod', '0', 'tree/sub');
  await unprivileged(async () => {
    expect(await refusal(folders, 'tree')).toBe(
      'INPUT_MISSING The input "sdk" at SRC/tree cannot be read at "sub": permission denied.',
    );
  });
});

test('a tree with closed directories is copied and removed again without root', async () => {
  await using folders = await newFolders();
  shell(
    folders,
    'mkdir -p tree/sub/deeper; touch tree/sub/deeper/file; chmod 555 tree/sub/deeper tree/sub tree',
  );
  run(folders, 'chmod', '755', '..');
  run(folders, 'chmod', '777', '../workspace');
  await unprivileged(async () => {
    await bring(folders, 'tree');
    await removeTree(folders.destination);
  });
  expect(await readdir(folders.workspace)).toEqual([]);
});

test('hard links to a file outside the tree do not matter', async () => {
  await using folders = await newFolders();
  const tree = await mkdtemp(join(folders.sources, 'tree-'));
  await writeFile(join(folders.sources, 'file'), 'x');
  await link(join(folders.sources, 'file'), join(tree, 'file'));
  await bring(folders, tree.slice(folders.sources.length));
  expect((await stat(join(folders.destination, 'file'))).nlink).toBe(1);
  await rm(tree, { recursive: true });
});
