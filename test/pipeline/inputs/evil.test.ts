import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { tarBytes, writeTar, type TarEntry } from './support/evil-tar.js';
import { zipBytes, type ZipEntry } from './support/evil-zip.js';
import { newFolders, shell, unpackRefusal, type Folders } from './support/folders.js';

let folders: Folders;
beforeEach(async () => {
  folders = await newFolders();
  // What an attack would reach: it must stay as it is.
  await mkdir(join(folders.sources, '../outside'));
  await writeFile(join(folders.sources, '../outside/victim'), 'untouched');
  return async () => {
    expect(await readdir(join(folders.sources, '../outside'))).toEqual(['victim']);
    expect(await readFile(join(folders.sources, '../outside/victim'), 'utf8')).toBe('untouched');
    expect((await readdir(join(folders.sources, '..'))).sort()).toEqual(['outside', 'sources', 'workspace']);
    await folders[Symbol.asyncDispose]();
  };
});

const harmless: TarEntry = { name: 'harmless', content: 'x' };
const TAR_ATTACKS: readonly (readonly [string, readonly TarEntry[]])[] = [
  ['its member "/tmp/x" has an absolute path', [{ name: '/tmp/x' }]],
  ['its member "../x" has ".." in its path', [{ name: '../x' }]],
  ['its member "a/../../x" has ".." in its path', [{ name: 'a/../../x' }]],
  ['its member "a/.." has ".." in its path', [{ name: 'a/..', type: 'directory' }]],
  [
    'its symbolic link "l" to "/etc" leads out of the unpacked tree',
    [{ name: 'l', type: 'symlink', linkname: '/etc' }],
  ],
  [
    'its symbolic link "d/l" to "../../x" leads out of the unpacked tree',
    [{ name: 'd/l', type: 'symlink', linkname: '../../x' }],
  ],
  [
    'its symbolic link "d/e/p" to "q/../x" leads out of the unpacked tree',
    [
      { name: 'd/e/q', type: 'symlink', linkname: '../..' },
      { name: 'd/e/p', type: 'symlink', linkname: 'q/../x' },
    ],
  ],
  [
    'its symbolic link "l" to "../x" leads out of the unpacked tree',
    [
      { name: 'a/b/l', type: 'symlink', linkname: '../x' },
      { name: 'l', type: 'link', linkname: 'a/b/l' },
    ],
  ],
  [
    'its member "l/victim" would be written through the symbolic link "l"',
    [
      { name: 'l', type: 'symlink', linkname: '../../outside' },
      { name: 'l/victim', content: 'touched' },
    ],
  ],
  [
    'its member "l/x" would be written through the symbolic link "l"',
    [
      { name: 'd', type: 'directory' },
      { name: 'l', type: 'symlink', linkname: 'd' },
      { name: 'l/x', type: 'directory' },
    ],
  ],
  [
    'its member "l/d/x" would be written through the symbolic link "l"',
    [
      { name: 'l', type: 'symlink', linkname: '.' },
      { name: 'l/d/x', type: 'symlink', linkname: 'y' },
    ],
  ],
  [
    'its member "d/x" would be written through the symbolic link "d"',
    [
      { name: 'd', type: 'directory' },
      { name: 'd', type: 'symlink', linkname: '../../outside' },
      { name: 'd/x', content: 'x' },
    ],
  ],
  [
    'its member "h" is a hard link to "/etc/passwd", which is outside',
    [{ name: 'h', type: 'link', linkname: '/etc/passwd' }],
  ],
  [
    'its member "h" is a hard link to "../../outside/victim", which is outside',
    [{ name: 'h', type: 'link', linkname: '../../outside/victim' }],
  ],
  [
    'its member "h" is a hard link to "later", which is no file unpacked before it',
    [{ name: 'h', type: 'link', linkname: 'later' }, { name: 'later' }],
  ],
  [
    'its member "h" is a hard link to "d", which is no file unpacked before it',
    [
      { name: 'd', type: 'directory' },
      { name: 'h', type: 'link', linkname: 'd' },
    ],
  ],
  [
    'its member "h" is a hard link to "l/victim", which is no file unpacked before it',
    [
      { name: 'l', type: 'symlink', linkname: '../../outside' },
      { name: 'h', type: 'link', linkname: 'l/victim' },
    ],
  ],
  [
    'its member "d" is a character device',
    [{ name: 'd', type: 'character-device', devmajor: 1, devminor: 3 }],
  ],
  ['its member "d" is a block device', [{ name: 'd', type: 'block-device', devmajor: 8, devminor: 0 }]],
  ['its member "p" is a named pipe', [{ name: 'p', type: 'fifo' }]],
  ['its member "harmless/x" lies below "harmless", which is a file', [{ name: 'harmless/x', content: 'x' }]],
  [
    'its member "d" would replace a directory and all in it',
    [
      { name: 'd/x', content: 'x' },
      { name: 'd', content: '' },
    ],
  ],
  ['its member "./" would replace the directory itself', [{ name: './', type: 'symlink', linkname: 'x' }]],
  ['its symbolic link "l" has no usable target', [{ name: 'l', type: 'symlink', linkname: '' }]],
  [`the path of its member "${'n'.repeat(120)}…" is too long`, [{ name: 'n'.repeat(300), content: 'x' }]],
  ['its member "new\\nline/../x" has ".." in its path', [{ name: 'new\nline/../x', content: 'x' }]],
];

describe('tar', () => {
  test.each(TAR_ATTACKS)('%s', async (reason, entries) => {
    await writeTar(folders, [harmless, ...entries]);
    expect(await unpackRefusal(folders, 'evil.tar')).toBe(
      `INPUT_ARCHIVE The input "sdk" at SRC/evil.tar cannot be unpacked: ${reason}.`,
    );
  });

  test('made by the real tar', async () => {
    shell(
      folders,
      'echo x > x; tar cf a.tar -P ../sources/x; tar cf b.tar -P "$PWD/x"; mkfifo p; tar cf c.tar p',
    );
    expect(await unpackRefusal(folders, 'a.tar')).toBe(
      'INPUT_ARCHIVE The input "sdk" at SRC/a.tar cannot be unpacked: its member "../sources/x" has ".." in its path.',
    );
    expect(await unpackRefusal(folders, 'b.tar')).toBe(
      'INPUT_ARCHIVE The input "sdk" at SRC/b.tar cannot be unpacked: its member "SRC/x" has an absolute path.',
    );
    expect(await unpackRefusal(folders, 'c.tar')).toBe(
      'INPUT_ARCHIVE The input "sdk" at SRC/c.tar cannot be unpacked: its member "p" is a named pipe.',
    );
  });

  test.each([
    ['gnu', ''],
    ['posix', '--sparse-version=0.1'],
    ['posix', '--sparse-version=1.0'],
  ])('sparse files are refused, not garbled (%s %s)', async (format, version) => {
    shell(
      folders,
      `truncate -s 9M sparse; echo x >> sparse; tar cSf a.tar --format=${format} ${version} sparse`,
    );
    expect(await unpackRefusal(folders, 'a.tar')).toMatch(
      /^INPUT_ARCHIVE .* its member "\S*sparse" is a sparse file, which is not supported\.$/,
    );
  });

  test('a name that is not UTF-8', async () => {
    shell(folders, `printf x > $'caf\\xe9'; tar cf a.tar caf*`);
    expect(await unpackRefusal(folders, 'a.tar')).toBe(
      'INPUT_ARCHIVE The input "sdk" at SRC/a.tar cannot be unpacked: the path of its member "caf\uFFFD" is not UTF-8.',
    );
  });

  test('a NUL in a name', async () => {
    const bytes = await tarBytes([{ name: 'n'.repeat(101) + 'X', content: 'x' }]);
    const at = bytes.indexOf('nX');
    bytes[at] = 0;
    await writeFile(join(folders.sources, 'a.tar'), bytes);
    expect(await unpackRefusal(folders, 'a.tar')).toBe(
      `INPUT_ARCHIVE The input "sdk" at SRC/a.tar cannot be unpacked: its member "${'n'.repeat(100)}\\u0000X" has a NUL in its path.`,
    );
  });
});

const ZIP_ATTACKS: readonly (readonly [string, readonly ZipEntry[]])[] = [
  ['its member "/tmp/x" has an absolute path', [{ name: '/tmp/x' }]],
  ['its member "../x" has ".." in its path', [{ name: '../x' }]],
  ['its member "../x" has ".." in its path', [{ name: '..\\x', host: 0 }]],
  [
    'its symbolic link "l" to "/etc/passwd" leads out of the unpacked tree',
    [{ name: 'l', content: '/etc/passwd', mode: 0o120777 }],
  ],
  [
    'its symbolic link "l" to "../x" leads out of the unpacked tree',
    [{ name: 'l', content: '../x', mode: 0o120777 }],
  ],
  [
    'its member "l/victim" would be written through the symbolic link "l"',
    [
      { name: 'l', content: '../../outside', mode: 0o120777 },
      { name: 'l/victim', content: 'touched' },
    ],
  ],
  ['its member "d" is a device or socket', [{ name: 'd', mode: 0o020644 }]],
  ['its symbolic link "l" is too long', [{ name: 'l', content: 'x'.repeat(5000), mode: 0o120777 }]],
  ['its member "e" is encrypted', [{ name: 'e', content: 'x'.repeat(12), flags: 1, method: 8 }]],
  [
    'its member "m" is compressed by method 12, which is not supported',
    [{ name: 'm', content: 'x', method: 12 }],
  ],
  ['it is damaged: wrong checksum of its member "c"', [{ name: 'c', content: 'x', checksum: 7 }]],
  ['it has a member without a name', [{ name: '' }]],
  ['its member "a\\u0000b" has a NUL in its path', [{ name: 'a\0b' }]],
];

test.each(ZIP_ATTACKS)('zip: %s', async (reason, entries) => {
  await writeFile(
    join(folders.sources, 'evil.zip'),
    zipBytes([{ name: 'harmless', content: 'x' }, ...entries]),
  );
  expect(await unpackRefusal(folders, 'evil.zip')).toBe(
    `INPUT_ARCHIVE The input "sdk" at SRC/evil.zip cannot be unpacked: ${reason}.`,
  );
});
