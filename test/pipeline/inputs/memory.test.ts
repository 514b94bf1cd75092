import { afterAll, beforeAll, expect, test } from 'vitest';
import { rm } from 'node:fs/promises';
import { newFolders, shell, unpack, type Folders } from './support/folders.js';

const GIGABYTE = 2 ** 30;
const LIMIT_BYTES = 100e6;

let folders: Folders;
beforeAll(async () => {
  folders = await newFolders();
  shell(
    folders,
    `truncate -s 1G big; tar cf - big | gzip -1 > a.tar.gz; tar cf - big | xz -0 > a.tar.xz
     tar cf - big | zstd -q > a.tar.zst; zip -q1 a.zip big`,
  );
});
afterAll(() => folders[Symbol.asyncDispose]());

test.each(['a.tar.gz', 'a.tar.xz', 'a.tar.zst', 'a.zip'])(
  '1 GB of %s is unpacked in little memory',
  async (source) => {
    const before = process.memoryUsage().rss;
    let peak = before;
    const sampling = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 10);
    try {
      expect(await unpack(folders, source)).toEqual({ path: folders.destination, sizeBytes: GIGABYTE });
    } finally {
      clearInterval(sampling);
      await rm(folders.destination, { recursive: true, force: true });
    }
    expect(peak - before).toBeLessThan(LIMIT_BYTES);
  },
);
