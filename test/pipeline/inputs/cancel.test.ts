import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bring, newFolders, shell, type BringExtras, type Folders } from './support/folders.js';

let folders: Folders;
beforeAll(async () => {
  folders = await newFolders();
  shell(
    folders,
    `mkdir tree; for i in 1 2 3 4; do head -c 1000000 /dev/urandom > tree/$i; done; cat tree/* > file
     tar cf a.tar tree; tar czf a.tar.gz tree; tar cJf a.tar.xz tree; tar cf - tree | zstd -qo a.tar.zst; zip -qr a.zip tree`,
  );
});
afterAll(() => folders[Symbol.asyncDispose]());

const UNPACK: BringExtras = { unpack: { strip: 0 } };
const CASES: readonly (readonly [string, BringExtras])[] = [
  ['file', {}],
  ['tree', {}],
  ['a.tar', UNPACK],
  ['a.tar.gz', UNPACK],
  ['a.tar.xz', UNPACK],
  ['a.tar.zst', UNPACK],
  ['a.zip', UNPACK],
];

describe.each(CASES)('%s', (source, extras) => {
  test('cancelled before it began', async () => {
    const reason = new Error('Ctrl-C');
    await expect(bring(folders, source, { ...extras, cancelSignal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    expect(await readdir(folders.workspace)).toEqual([]);
  });

  test('cancelled in the middle: nothing is left', async () => {
    const controller = new AbortController();
    const reason = { signalName: 'SIGINT' };
    let calls = 0;
    const onProgress = (): void => {
      calls += 1;
      if (calls === 2) controller.abort(reason);
    };
    const bringing = bring(folders, source, { ...extras, cancelSignal: controller.signal, onProgress });
    await expect(bringing).rejects.toBe(reason);
    expect(calls).toBe(2);
    expect(await readdir(folders.workspace)).toEqual([]);
  });
});

test.each(['file', 'a.tar.gz', 'a.zip'])('%s with a digest, cancelled in the middle', async (source) => {
  const sha256 = createHash('sha256')
    .update(await readFile(join(folders.sources, source)))
    .digest('hex');
  const controller = new AbortController();
  const onProgress = (): void => controller.abort('enough');
  const extras = { sha256, cancelSignal: controller.signal, onProgress, ...(source !== 'file' && UNPACK) };
  await expect(bring(folders, source, extras)).rejects.toBe('enough');
  expect(await readdir(folders.workspace)).toEqual([]);
});
