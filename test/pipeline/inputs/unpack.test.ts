import { createHash } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { InputProgress } from '../../../src/pipeline/inputs/bring-input.js';
import { tarBytes, writeTar } from './support/evil-tar.js';
import { zipBytes } from './support/evil-zip.js';
import {
  bring,
  newFolders,
  shell,
  snapshot,
  unpack,
  unpackRefusal,
  type Folders,
} from './support/folders.js';

/** Name of an archive, and the line that makes it of the folder `tree`. */
const FORMATS: readonly (readonly [string, string])[] = [
  ['a.tar', 'tar cf a.tar -C tree .'],
  ['v7.tar', 'tar cf v7.tar --format=v7 -C tree .'],
  ['ustar.tar', 'tar cf ustar.tar --format=ustar -C tree .'],
  ['posix.tar', 'tar cf posix.tar --format=posix -C tree .'],
  ['a.tar.gz', 'tar czf a.tar.gz -C tree .'],
  ['a.tar.xz', 'tar cJf a.tar.xz -C tree .'],
  ['a.tar.zst', 'tar cf - -C tree . | zstd -q -o a.tar.zst'],
  ['long.tar.zst', 'tar cf - -C tree . | zstd -q --long=31 -o long.tar.zst'],
  ['a.zip', 'cd tree; zip -qry ../a.zip .'],
];

const TREE = `
  mkdir -p tree/bin tree/doc tree/closed
  printf '#!/bin/sh\\n' > tree/bin/run; chmod 755 tree/bin/run
  printf text > tree/doc/read.me; chmod 640 tree/doc/read.me
  head -c 300000 /dev/urandom > tree/doc/blob; : > tree/doc/none
  ln -s ../doc/read.me tree/bin/help; ln -s nowhere tree/dangling; ln -s bin tree/sbin
  touch -hd '2022-02-02 02:02:03' tree/bin/help tree/dangling tree/sbin
  find tree -type f | xargs touch -d '2021-01-01 01:01:01'
  chmod 555 tree/closed; find tree -type d | xargs touch -d '2020-01-01 01:01:01'`;

let folders: Folders;
beforeEach(async () => {
  folders = await newFolders();
  return () => folders[Symbol.asyncDispose]();
});

describe('every format', () => {
  test.each(FORMATS)('%s is unpacked as it was packed', async (name, line) => {
    shell(folders, `${TREE}\n${line}`);
    const brought = await unpack(folders, name);
    const expected = await snapshot(join(folders.sources, 'tree'));
    // Info-ZIP keeps no time of symbolic links that unzip would restore; ours are those of the archive.
    expect(withoutLinkTimes(await snapshot(folders.destination))).toEqual(withoutLinkTimes(expected));
    expect(brought).toEqual({ path: folders.destination, sizeBytes: 300_014 });
  });

  test('zip of a standard input holds a file', async () => {
    shell(folders, 'echo text | zip -q a.zip -');
    await unpack(folders, 'a.zip');
    expect(await readFile(join(folders.destination, '-'), 'utf8')).toBe('text\n');
  });

  test.each(FORMATS)('%s is recognised under any name, and its digest checked', async (name, line) => {
    shell(folders, `${TREE}\n${line}`);
    await rename(join(folders.sources, name), join(folders.sources, 'download'));
    const content = await readFile(join(folders.sources, 'download'));
    const progress: InputProgress[] = [];
    const onProgress = (now: InputProgress): void => {
      progress.push(now);
    };
    await unpack(folders, 'download', {
      sha256: createHash('sha256').update(content).digest('hex'),
      onProgress,
    });
    expect(Object.keys(await snapshot(folders.destination))).toEqual(
      Object.keys(await snapshot(join(folders.sources, 'tree'))),
    );
    expect(progress.at(-1)).toEqual({ doneBytes: content.length, totalBytes: content.length });
  });

  test.each(FORMATS)('%s with another digest leaves nothing', async (name, line) => {
    shell(folders, `${TREE}\n${line}`);
    const content = await readFile(join(folders.sources, name));
    const actual = createHash('sha256').update(content).digest('hex');
    expect(await unpackRefusal(folders, name, { sha256: '00'.repeat(32) })).toBe(
      `INPUT_DIGEST The input "sdk" at SRC/${name} has sha256 ${actual}, the script expects ${'00'.repeat(32)}.`,
    );
  });
});

function withoutLinkTimes(tree: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).map(([path, line]) => [path, line.replace(/^link \S+/, 'link')]),
  );
}

describe('strip', () => {
  test.each(['a.tar', 'a.zip'])(
    'drops leading components of %s, and members that have no more',
    async (name) => {
      shell(
        folders,
        `mkdir -p sdk-1.2/lib; echo x > sdk-1.2/lib/x; echo y > sdk-1.2/y; ln sdk-1.2/y sdk-1.2/same; echo z > z
       tar cf a.tar sdk-1.2 z; zip -qr a.zip sdk-1.2 z`,
      );
      await unpack(folders, name, { unpack: { strip: 1 } });
      expect(Object.keys(await snapshot(folders.destination))).toEqual(['lib', 'lib/x', 'same', 'y']);
    },
  );

  test('counts as tar does', async () => {
    shell(
      folders,
      'mkdir -p sdk/lib by-tar; echo x > sdk/lib/x; tar cf a.tar ./sdk; tar xf a.tar --strip-components=2 -C by-tar',
    );
    await unpack(folders, 'a.tar', { unpack: { strip: 2 } });
    expect(Object.keys(await snapshot(folders.destination))).toEqual(['lib', 'lib/x']);
    expect(Object.keys(await snapshot(join(folders.sources, 'by-tar')))).toEqual(['lib', 'lib/x']);
  });

  test('that leaves nothing is an error', async () => {
    shell(folders, 'echo x > x; tar cf a.tar x; mkdir sub; echo x > sub/x; tar cf b.tar sub');
    expect(await unpackRefusal(folders, 'a.tar', { unpack: { strip: 1 } })).toBe(
      'INPUT_ARCHIVE The input "sdk" at SRC/a.tar cannot be unpacked: none of its paths has more than the 1 component to strip.',
    );
    expect(await unpackRefusal(folders, 'b.tar', { unpack: { strip: 2 } })).toBe(
      'INPUT_ARCHIVE The input "sdk" at SRC/b.tar cannot be unpacked: none of its paths has more than the 2 components to strip.',
    );
  });

  test('a link that stays inside the archive may lead out of what is left of it', async () => {
    shell(folders, 'mkdir -p sdk common; echo x > common/x; ln -s ../common/x sdk/x; tar cf a.tar sdk');
    expect(await unpackRefusal(folders, 'a.tar', { unpack: { strip: 1 } })).toBe(
      'INPUT_ARCHIVE The input "sdk" at SRC/a.tar cannot be unpacked: its symbolic link "x" to "../common/x" leads out of the unpacked tree.',
    );
  });
});

test.each([
  ['empty.tar', 'tar cf empty.tar -T /dev/null'],
  ['root.tar', 'mkdir d; tar cf root.tar -C d .'],
  [
    'empty.zip',
    `echo x > x; zip -q empty.zip x; zip -qd empty.zip x || true; [ -e empty.zip ] || printf 'PK\\5\\6%018d' 0 | tr 0 '\\0' > empty.zip`,
  ],
])('%s holds nothing', async (name, line) => {
  shell(folders, line);
  expect(await unpackRefusal(folders, name)).toBe(
    `INPUT_ARCHIVE The input "sdk" at SRC/${name} cannot be unpacked: it is empty.`,
  );
});

test('hard links are restored, also to symbolic links', async () => {
  shell(folders, 'mkdir t; echo data > t/a; ln t/a t/b; ln -s a t/c; ln -P t/c t/d; tar cf a.tar t');
  const { sizeBytes } = await unpack(folders, 'a.tar', { unpack: { strip: 1 } });
  expect(sizeBytes).toBe(5);
  expect((await stat(join(folders.destination, 'a'))).ino).toBe(
    (await stat(join(folders.destination, 'b'))).ino,
  );
  expect((await snapshot(folders.destination))['d']).toMatch(/^link .* a$/);
});

test('the mode of the script is for the files', async () => {
  shell(folders, 'mkdir -p t/d; touch t/d/f; chmod 600 t/d/f; chmod 711 t/d; tar cf a.tar t');
  await unpack(folders, 'a.tar', { mode: 0o755 });
  const tree = await snapshot(folders.destination);
  expect(tree['t/d']).toMatch(/^directory 711 /);
  expect(tree['t/d/f']).toMatch(/^file 755 /);
});

test('set-id bits are not restored, the sticky bit is', async () => {
  shell(folders, 'mkdir t; touch t/f; chmod 6755 t/f; chmod 3777 t; tar cf a.tar t');
  await unpack(folders, 'a.tar');
  const tree = await snapshot(folders.destination);
  expect(tree['t']).toMatch(/^directory 1777 /);
  expect(tree['t/f']).toMatch(/^file 755 /);
});

test.each(['gnu', 'posix'])(
  'very long paths and targets, and names with line breaks (%s)',
  async (format) => {
    const [one, two] = ['a'.repeat(200), 'b'.repeat(250)];
    shell(
      folders,
      `mkdir -p t/${one}/${two}; echo x > $'t/${one}/${two}/new\\nline'; ln -s ${one}/${two} t/short
     find t -print0 | xargs -0 touch -hd '2020-02-02 02:02:02'; tar cf a.tar --format=${format} -C t .`,
    );
    await unpack(folders, 'a.tar');
    expect(await snapshot(folders.destination)).toEqual(await snapshot(join(folders.sources, 't')));
  },
);

test('a long name of exactly one block is no end of the archive', async () => {
  const path = `${'a'.repeat(255)}/${'b'.repeat(255)}/`;
  shell(folders, `mkdir -p t/${path}; tar cf a.tar --format=gnu -C t ${path}`);
  await unpack(folders, 'a.tar');
  expect(Object.keys(await snapshot(folders.destination))).toHaveLength(2);
});

test('fractions of seconds are restored where the archive has them', async () => {
  shell(folders, `echo x > x; touch -d '2021-01-01 00:00:00.25 UTC' x; tar cf a.tar --format=posix x`);
  await unpack(folders, 'a.tar');
  expect((await stat(join(folders.destination, 'x'))).mtimeMs).toBe(1_609_459_200_250);
});

test('the name of a volume is no member', async () => {
  shell(folders, 'echo x > x; tar cf a.tar -V LABEL x');
  await unpack(folders, 'a.tar');
  expect(Object.keys(await snapshot(folders.destination))).toEqual(['x']);
});

test('later members replace earlier ones, and never what those were linked to', async () => {
  await writeTar(folders, [
    { name: 'a', content: 'first' },
    { name: 'keep', type: 'link', linkname: 'a' },
    { name: 'a', content: 'second' },
    { name: 'l', type: 'symlink', linkname: 'keep' },
    { name: 'l', content: 'third' },
    { name: 'd', type: 'symlink', linkname: '.' },
    { name: 'd', type: 'directory' },
    { name: 'd/x', content: 'x' },
    { name: 'd', type: 'directory', mode: 0o700 },
    { name: 'e', type: 'directory' },
    { name: 'e', content: 'no directory' },
    { name: 'self', content: 'self' },
    { name: 'self', type: 'link', linkname: 'self' },
  ]);
  const { sizeBytes } = await unpack(folders, 'evil.tar');
  const text = (line: string): string => Buffer.from(line.split(' ')[3] ?? '', 'base64').toString();
  const tree = await snapshot(folders.destination);
  expect(
    Object.entries(tree).map(([path, line]) => `${path}: ${line.split(' ', 2).join(' ')} ${text(line)}`),
  ).toEqual([
    'a: file 644 second',
    'd: directory 700 ',
    'd/x: file 644 x',
    'e: file 644 no directory',
    'keep: file 644 first',
    'l: file 644 third',
    'self: file 644 self',
  ]);
  expect(sizeBytes).toBe('secondxno directoryfirstthirdself'.length);
});

describe('gzip', () => {
  test('concatenated members are one', async () => {
    shell(
      folders,
      'echo x > x; tar cf a.tar x; (head -c 700 a.tar | gzip; tail -c +701 a.tar | gzip -1) > a.tar.gz',
    );
    await unpack(folders, 'a.tar.gz');
    expect(await readFile(join(folders.destination, 'x'), 'utf8')).toBe('x\n');
  });

  test.each(['garbage', '\\0\\0\\0\\0', '\\x1f', 'x\\x1f\\x8b'])(
    'what follows the last member is ignored: %s',
    async (tail) => {
      shell(folders, `echo x > x; tar czf a.tar.gz x; printf '${tail}' >> a.tar.gz`);
      await unpack(folders, 'a.tar.gz');
      expect(await readFile(join(folders.destination, 'x'), 'utf8')).toBe('x\n');
    },
  );

  test('a header with name, comment, extra field and checksum', async () => {
    shell(folders, 'echo x > x; tar cf a.tar x; gzip -N a.tar');
    const plain = await readFile(join(folders.sources, 'a.tar.gz'));
    const nameEnd = plain.indexOf(0, 10) + 1;
    const header = Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7]);
    const rest = [Buffer.from('name\0comment\0'), Buffer.from([1, 2]), plain.subarray(nameEnd)];
    await writeFile(join(folders.sources, 'full.gz'), Buffer.concat([header, ...rest]));
    await unpack(folders, 'full.gz');
    expect(await readFile(join(folders.destination, 'x'), 'utf8')).toBe('x\n');
  });
});

test('what follows the end of a tar archive is ignored, as tar does', async () => {
  await writeFile(
    join(folders.sources, 'a.tar'),
    Buffer.concat([await tarBytes([{ name: 'x', content: 'x' }]), Buffer.from('garbage of a tape')]),
  );
  await unpack(folders, 'a.tar');
  expect(Object.keys(await snapshot(folders.destination))).toEqual(['x']);
});

test('a compressed archive may lack the end that some packers forget', async () => {
  shell(folders, 'echo x > x; tar cf a.tar x; head -c 1024 a.tar | gzip > a.tar.gz');
  await unpack(folders, 'a.tar.gz');
  expect(Object.keys(await snapshot(folders.destination))).toEqual(['x']);
});

describe('zip', () => {
  async function writeZip(bytes: Buffer): Promise<void> {
    await writeFile(join(folders.sources, 'a.zip'), bytes);
  }

  test('of a system without modes', async () => {
    await writeZip(
      zipBytes([
        { name: 'dir\\file', content: 'x', mode: 0, host: 0 },
        { name: 'd/', mode: 0, host: 0 },
      ]),
    );
    await unpack(folders, 'a.zip');
    const tree = await snapshot(folders.destination);
    expect(Object.entries(tree).map(([path, line]) => `${path}: ${line.split(' ', 2).join(' ')}`)).toEqual([
      'd: directory 755',
      'dir: directory 755',
      'dir/file: file 644',
    ]);
    expect((await stat(join(folders.destination, 'dir/file'))).mtime).toEqual(new Date(2024, 0, 2, 3, 4, 6));
  });

  test('of Unix with a backslash in a name, and UTF-8 that nobody marked', async () => {
    await writeZip(zipBytes([{ name: 'back\\slash' }, { name: 'ä' }, { name: Buffer.from([0x81]) }]));
    await unpack(folders, 'a.zip');
    expect(Object.keys(await snapshot(folders.destination)).sort()).toEqual(['back\\slash', 'ä', 'ü'].sort());
  });

  test('later members replace earlier ones', async () => {
    await writeZip(
      zipBytes([
        { name: 'a', content: 'first' },
        { name: 'a', content: 'second' },
      ]),
    );
    await unpack(folders, 'a.zip');
    expect(await readFile(join(folders.destination, 'a'), 'utf8')).toBe('second');
  });
});

test('without unpack an archive is a file', async () => {
  shell(folders, 'echo x > x; tar czf a.tar.gz x');
  await bring(folders, 'a.tar.gz');
  expect((await stat(folders.destination)).isFile()).toBe(true);
});
