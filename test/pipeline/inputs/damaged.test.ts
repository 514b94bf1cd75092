import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { newFolders, shell, snapshot, unpack, unpackRefusal, type Folders } from './support/folders.js';

let folders: Folders;
beforeEach(async () => {
  folders = await newFolders();
  return () => folders[Symbol.asyncDispose]();
});

const KINDS: readonly (readonly [string, string])[] = [
  ['a.tar', 'tar cf a.tar t'],
  ['a.tar.gz', 'tar czf a.tar.gz t'],
  ['a.tar.xz', 'tar cJf a.tar.xz t'],
  ['a.tar.zst', 'tar cf - t | zstd -qo a.tar.zst'],
  ['a.zip', 'zip -qr a.zip t'],
];

/** A tree that does not compress, so that a place in the archive is a place in a file. */
const TREE = 'mkdir t; head -c 40000 /dev/urandom > t/one';

describe('cut off in the middle', () => {
  const inMiddle = async (name: string, line: string): Promise<string> => {
    shell(folders, `${TREE}\n${line}; truncate -s 30000 ${name}`);
    return (await unpackRefusal(folders, name)).replace(/^.* cannot be unpacked: /, 'INPUT_ARCHIVE ');
  };

  test.each([
    ['INPUT_ARCHIVE it is cut off in or after its member "t/one".', KINDS[0]],
    ['INPUT_ARCHIVE it is damaged: unexpected end of file.', KINDS[1]],
    ['INPUT_ARCHIVE it is damaged, says xz: Unexpected end of input.', KINDS[2]],
    ['INPUT_ARCHIVE it is damaged, says zstd: Read error (39) : premature end.', KINDS[3]],
    [
      'INPUT_ARCHIVE it is damaged: End of central directory record signature not found. Either not a zip file, or file is truncated.',
      KINDS[4],
    ],
  ])('%s', async (message, [name, line] = ['', '']) => {
    expect(await inMiddle(name, line)).toBe(message);
  });
});

test.each(KINDS)('%s, cut off anywhere, is not taken for whole', async (name, line) => {
  shell(folders, `${TREE}\n${line}`);
  const whole = await readFile(join(folders.sources, name));
  // All of a compressed file matters; a tar is whole with the first of its blocks of zeros.
  const neededBytes = name === 'a.tar' ? 512 + 512 + 40_448 + 512 : whole.length;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: neededBytes - 1 }), async (length) => {
      await writeFile(join(folders.sources, name), whole.subarray(0, length));
      expect(await unpackRefusal(folders, name)).toMatch(/^INPUT_ARCHIVE /);
    }),
    { numRuns: 40 },
  );
});

test.each(KINDS.slice(1))(
  '%s with a byte changed anywhere is refused or unpacks the same',
  async (name, line) => {
    shell(folders, `${TREE}\n${line}`);
    const whole = await readFile(join(folders.sources, name));
    const expected = contents(await snapshot(join(folders.sources, 't'))).sort();
    expect(expected).toHaveLength(1);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ flip;
        await writeFile(join(folders.sources, name), changed);
        const outcome = await unpack(folders, name, { unpack: { strip: 1 } }).then(
          () => 'unpacked',
          () => 'refused',
        );
        if (outcome === 'unpacked') {
          // Names, modes and times of a zip have no checksum: what the files hold has.
          expect(contents(await snapshot(folders.destination)).sort()).toEqual(expected);
          shell(folders, `rm -r '${folders.destination}'`);
        } else {
          expect(await unpackRefusal(folders, name, { unpack: { strip: 1 } })).toMatch(/^INPUT_ARCHIVE /);
        }
      }),
      { numRuns: 40 },
    );
  },
);

function contents(tree: Record<string, string>): string[] {
  return Object.values(tree)
    .filter((line) => line.startsWith('file'))
    .map((line) => line.split(' ')[3] ?? '');
}

test.each([
  ['nothing at all', ': > a', 'it is not a tar, tar.gz, tar.xz, tar.zst or zip archive'],
  ['text', 'echo hello > a', 'it is not a tar, tar.gz, tar.xz, tar.zst or zip archive'],
  ['a program', 'cp /bin/true a', 'it is not a tar, tar.gz, tar.xz, tar.zst or zip archive'],
  ['bzip2', `printf 'BZh91AY&SY' > a`, 'bzip2 is not supported'],
  ['7z', `printf '7z\\xbc\\xaf\\x27\\x1c' > a`, '7z is not supported'],
  ['a compressed file', 'echo hello | gzip > a', 'it is compressed, but what is inside is not a tar archive'],
  ['compressed nothing', ': | zstd -qc > a', 'it is compressed, but what is inside is not a tar archive'],
  [
    'a compressed zip',
    'echo x > x; zip -q - x | xz > a',
    'it is compressed, but what is inside is not a tar archive',
  ],
  ['only the magic of gzip', `printf '\\x1f\\x8b\\x08' > a`, 'it is damaged: unexpected end of file'],
  [
    'a second gzip member that is none',
    `echo x > x; tar czf a x; printf '\\x1f\\x8b\\x07aaaaaaaaaaaaaaa' >> a`,
    'it is damaged: unknown compression method',
  ],
  [
    'garbage between two members',
    `echo x > x; echo y > y; tar cf a.tar x y; (head -c 1024 a.tar; head -c 512 /dev/zero | tr '\\0' x; tail -c +1537 a.tar) > a`,
    'it is damaged after its member "x"',
  ],
  [
    'the end between two members',
    'echo x > x; echo y > y; tar cf a x y; truncate -s 1024 a',
    'it is cut off in or after its member "x"',
  ],
  [
    'the end after the header of a long name',
    `f=$(printf '%0150d' 1); echo x > $f; tar cf a.tar $f; head -c 1024 a.tar > a`,
    'it is cut off in or after its first header',
  ],
])('%s', async (_what, line, reason) => {
  shell(folders, line);
  expect(await unpackRefusal(folders, 'a')).toBe(
    `INPUT_ARCHIVE The input "sdk" at SRC/a cannot be unpacked: ${reason}.`,
  );
});

test('with a digest, a download that broke off is called that', async () => {
  shell(folders, 'echo x > x; tar czf whole x; head -c 50 whole > a; tail -c 40 whole >> whole');
  const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
  const actual = sha256(await readFile(join(folders.sources, 'a')));
  const expected = sha256(await readFile(join(folders.sources, 'whole')));
  expect(await unpackRefusal(folders, 'a', { sha256: expected })).toBe(
    `INPUT_DIGEST The input "sdk" at SRC/a has sha256 ${actual}, the script expects ${expected}.`,
  );
});

test('with the right digest, what is wrong with the archive is said', async () => {
  shell(folders, 'echo hello > a');
  const sha256 = createHash('sha256').update('hello\n').digest('hex');
  expect(await unpackRefusal(folders, 'a', { sha256 })).toBe(
    'INPUT_ARCHIVE The input "sdk" at SRC/a cannot be unpacked: it is not a tar, tar.gz, tar.xz, tar.zst or zip archive.',
  );
});
