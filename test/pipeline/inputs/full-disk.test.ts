import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { newFolders, refusal, shell, type BringExtras, type Folders } from './support/folders.js';

let folders: Folders;
beforeAll(async () => {
  folders = await newFolders();
  // A tmpfs can also run out of files: 1000.
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,nr_inodes=1000', 'none', folders.workspace]);
  shell(
    folders,
    `mkdir -p tree/d; head -c 900000 /dev/urandom > tree/one; head -c 900000 /dev/urandom > tree/d/two
     cat tree/one tree/d/two > file; mkdir many; touch many/{1..5000}
     tar cf a.tar tree; tar czf a.tar.gz tree; tar cJf a.tar.xz tree; tar cf - tree | zstd -qo a.tar.zst; zip -qr a.zip tree
     tar cf many.tar many`,
  );
});
afterAll(async () => {
  execFileSync('umount', [folders.workspace]);
  await folders[Symbol.asyncDispose]();
});

const UNPACK: BringExtras = { unpack: { strip: 0 } };
const CASES: readonly (readonly [string, BringExtras])[] = [
  ['file', {}],
  ['tree', {}],
  ['many', {}],
  ['a.tar', UNPACK],
  ['a.tar.gz', UNPACK],
  ['a.tar.xz', UNPACK],
  ['a.tar.zst', UNPACK],
  ['a.zip', UNPACK],
  ['many.tar', UNPACK],
];

test.each(CASES)('%s does not fit: said, and nothing is left', async (source, extras) => {
  expect(await refusal(folders, source, extras)).toBe(
    'NO_SPACE No space left to bring in the input "sdk": the disk of WS is full.',
  );
});

test.each(CASES.filter(([source]) => source.includes('a.') || source === 'file'))(
  '%s with a digest does not fit',
  async (source, extras) => {
    const sha256 = createHash('sha256')
      .update(await readFile(join(folders.sources, source)))
      .digest('hex');
    expect(await refusal(folders, source, { ...extras, sha256 })).toBe(
      'NO_SPACE No space left to bring in the input "sdk": the disk of WS is full.',
    );
  },
);
