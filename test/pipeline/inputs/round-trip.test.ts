import { chmod, mkdir, readdir, symlink, utimes, writeFile, lutimes } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bring, newFolders, shell, snapshot } from './support/folders.js';

type Node =
  | { readonly kind: 'file'; readonly mode: number; readonly seconds: number; readonly content: Uint8Array }
  | { readonly kind: 'link'; readonly seconds: number; readonly target: string }
  | {
      readonly kind: 'directory';
      readonly mode: number;
      readonly seconds: number;
      readonly entries: readonly Entry[];
    };

interface Entry {
  readonly name: string;
  readonly node: Node;
}

const name = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .map((text) => text.replaceAll(/[/\0\uFFFD]/g, '_'))
  .filter((text) => text !== '.' && text !== '..' && Buffer.byteLength(text) <= 250);
// Zip begins in 1980 and counts in 31 bits here.
const seconds = fc.integer({ min: 400_000_000, max: 2_000_000_000 });
const file = fc.record({
  kind: fc.constant('file' as const),
  mode: fc.integer({ min: 0o400, max: 0o777 }),
  seconds,
  content: fc.uint8Array({ maxLength: 3000 }),
});
const link = fc.record({ kind: fc.constant('link' as const), seconds, target: name });

function directory(depth: number): fc.Arbitrary<Node> {
  const node: fc.Arbitrary<Node> =
    depth === 0 ? fc.oneof(file, link) : fc.oneof(file, link, directory(depth - 1));
  return fc.record({
    kind: fc.constant('directory' as const),
    mode: fc.integer({ min: 0o700, max: 0o777 }),
    seconds,
    entries: entriesOf(node, 0),
  });
}

function entriesOf(node: fc.Arbitrary<Node>, minLength: number): fc.Arbitrary<Entry[]> {
  return fc.uniqueArray(fc.record({ name, node }), {
    minLength,
    maxLength: 5,
    selector: (entry) => entry.name,
  });
}

async function plant(folder: string, entries: readonly Entry[]): Promise<void> {
  await mkdir(folder);
  for (const { name: entryName, node } of entries) {
    const path = join(folder, entryName);
    if (node.kind === 'link') {
      await symlink(node.target, path);
      await lutimes(path, node.seconds, node.seconds);
      continue;
    }
    if (node.kind === 'file') await writeFile(path, node.content);
    else await plant(path, node.entries);
    await chmod(path, node.mode);
    await utimes(path, node.seconds, node.seconds);
  }
}

const WAYS: readonly (readonly [string, string])[] = [
  ['directory', 'cp -a tree archive'],
  ['tar, gnu', 'tar cf archive --format=gnu -C tree .'],
  ['tar, posix', 'tar cf archive --format=posix -C tree .'],
  ['tar.gz', 'tar czf archive -C tree .'],
  ['tar.xz', 'tar cJf archive -C tree .'],
  ['tar.zst', 'tar cf - -C tree . | zstd -q > archive'],
  // From outside: of a tree that has a file "-", zip would take "-" for its standard input.
  ['zip', 'zip -qry archive.zip tree; mv archive.zip archive'],
];

test.each(WAYS)('any tree comes through as it is: %s', async (way, line) => {
  const roundTrip = async (entries: readonly Entry[]): Promise<void> => {
    await using folders = await newFolders();
    await plant(join(folders.sources, 'tree'), entries);
    shell(folders, line);
    await bring(folders, 'archive', way === 'directory' ? {} : { unpack: { strip: way === 'zip' ? 1 : 0 } });
    expect(await readdir(folders.workspace)).toEqual(['sdk']);
    expect(await snapshot(folders.destination)).toEqual(await snapshot(join(folders.sources, 'tree')));
  };
  await fc.assert(fc.asyncProperty(entriesOf(fc.oneof(file, link, directory(1)), 1), roundTrip), {
    numRuns: 50,
  });
});
