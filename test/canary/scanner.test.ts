import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { createFinder, shortestTrace } from './scanner/finder.js';
import { scan } from './scanner/scan.js';

const VALUE = `Kq7/Zx+9 "wT3" %20@m&Vr<8>ü'J5\\d`;
const finder = createFinder([
  { name: 'planted', value: VALUE },
  { name: 'other', value: 'never-planted-anywhere' },
]);

/** The canaries that are found. */
async function found(pieces: readonly Uint8Array[]): Promise<readonly string[]> {
  const findings = await scan(finder, { name: 'it', pieces });
  return [...new Set(findings.map(({ canary }) => canary))];
}

const base64 = (before: string): Buffer =>
  Buffer.from(Buffer.from(`${before}${VALUE} and more`).toString('base64'));
const hexOf = (separator: string): string =>
  [...Buffer.from(VALUE)].map((byte) => byte.toString(16).padStart(2, '0')).join(separator);
const percentAll = `%${hexOf('%')}`;
const unicodeAll = VALUE.replaceAll(
  /[^]/g,
  (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
);
const characters = Array.from(VALUE);

/** One way each in which a secret may stand somewhere. */
const forms: Readonly<Record<string, string | Buffer>> = {
  raw: VALUE,
  'base64, first place': base64(''),
  'base64, second place': base64('a'),
  'base64, third place': base64('ab'),
  'base64, url-safe, no padding': Buffer.from(`?>${VALUE}`).toString('base64url'),
  'base64, folded': base64('').toString().replaceAll(/.{10}/g, '$&\n'),
  'base64, folded in JSON': base64('').toString().replaceAll(/.{10}/g, '$&\\n'),
  'base64, folded with a margin': base64('').toString().replaceAll(/.{20}/g, '$&\n12:34:56   | '),
  'base64 of base64': Buffer.from(base64('x').toString()).toString('base64'),
  hex: hexOf(''),
  'hex in capital letters': hexOf('').toUpperCase(),
  'hex with blanks': hexOf(' '),
  'hex with colons': hexOf(':').toUpperCase(),
  'hex behind a digit': `a${hexOf('')}`,
  'hex of C': `\\x${hexOf('\\x')}`,
  'hex as a list': `0x${hexOf(', 0x')}`,
  'url, part': encodeURIComponent(VALUE),
  'url, small letters': encodeURIComponent(VALUE).replaceAll(/%../g, (code) => code.toLowerCase()),
  'url, every byte': percentAll,
  'url, form field': new URLSearchParams({ q: VALUE }).toString(),
  json: JSON.stringify(VALUE),
  'json in json': JSON.stringify(JSON.stringify(VALUE)),
  'json, every character': unicodeAll,
  'json, ASCII, slashes escaped': JSON.stringify(VALUE).replaceAll('/', '\\/').replaceAll('ü', '\\u00FC'),
  'shell quotes': `'${VALUE.replaceAll("'", `'\\''`)}'`,
  'shell backslashes': VALUE.replaceAll(/[^\w]/g, '\\$&'),
  octal: [...Buffer.from(VALUE)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
  xml: VALUE.replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;'),
  'html, every character': characters.map((each) => `&#x${each.codePointAt(0)?.toString(16)};`).join(''),
  'html, decimal': characters.map((each) => `&#${each.codePointAt(0)};`).join(''),
  'utf-16': Buffer.from(VALUE, 'utf16le'),
  'utf-16, big end first': Buffer.from(VALUE, 'utf16le').swap16(),
  'utf-16 behind an odd byte': Buffer.concat([Buffer.from('x'), Buffer.from(VALUE, 'utf16le')]),
  'coloured between all characters': characters.join('\x1b[1;38;5;200m'),
  'a title between all characters': characters.join('\x1b]0;a title\x07'),
  'a line end between all characters': characters.join('\r\n'),
  'wrapped at blanks, in a box': `│ ${VALUE.replaceAll(' ', '   │\n│ ')}   │`,
  'wrapped in a log': `12:00:00 | ${VALUE.slice(0, 5)}\n12:00:01 | ${VALUE.slice(5)}\n`,
  'coloured base64': base64('').toString().split('').join('\x1b[0m'),
};

const inTar = async (header: Partial<Header>, content: string | Buffer): Promise<Buffer> => {
  const archive = pack();
  archive.entry({ name: 'deep/file', ...header }, content);
  archive.entry({ name: 'last' }, 'nothing');
  archive.finalize();
  return buffer(archive);
};

async function inZip(content: string | Buffer, level: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'unattend-zip-'));
  try {
    await writeFile(join(folder, 'member'), content);
    await promisify(execFile)('zip', ['-q', level, 'out.zip', 'member'], { cwd: folder });
    return await readFile(join(folder, 'out.zip'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A recording that was cut into events anywhere. */
const inCast = (text: string): string => {
  const events = [text.slice(0, 7), text.slice(7, 11), text.slice(11)];
  const lines = events.map((each, at) => JSON.stringify([at, 'o', each]));
  return ['{"version":2,"width":80,"height":24}', ...lines].join('\n');
};

/** What a secret may be put into, whatever its form is. */
const wrappers: Readonly<Record<string, (content: Buffer) => Buffer | Promise<Buffer>>> = {
  'in nothing': (content) => content,
  'between text': (content) =>
    Buffer.concat([Buffer.from('Password: '), content, Buffer.from(' was given\n')]),
  'in a tar member': (content) => inTar({}, content),
  'in a gz': (content) => gzipSync(content),
  'in a gz that was cut': (content) => gzipSync(Buffer.concat([content, Buffer.alloc(9)])).subarray(0, -9),
  'in a gz with rubbish behind it': (content) =>
    Buffer.concat([gzipSync(content), Buffer.from([0x1f, 0x8b, 0xff, 0xff])]),
  'in the second of two gz': (content) => Buffer.concat([gzipSync('first\n'), gzipSync(content)]),
  'in a zip member, stored': (content) => inZip(content, '-0'),
  'in a zip member, deflated': (content) => inZip(content, '-9'),
  'in a tar in a gz in a zip in a tar': async (content) =>
    inTar({}, await inZip(gzipSync(await inTar({}, content)), '-9')),
  'in a gz in base64': (content) => Buffer.from(gzipSync(content).toString('base64')),
};

describe.each(Object.entries(wrappers))('the scanner, %s', (_, wrap) => {
  it.each(Object.entries(forms))('finds a canary as %s', async (_form, form) => {
    expect(await found([await wrap(Buffer.from(form))])).toEqual(['planted']);
  });
});

describe('the scanner', () => {
  it.each(Object.entries(forms))('finds a canary as %s wherever it is cut', async (_, form) => {
    const whole = Buffer.from(form);
    for (let at = 1; at < whole.length; at++)
      expect([at, await found([whole.subarray(0, at), whole.subarray(at)])]).toEqual([at, ['planted']]);
  });

  it('finds what two events of a recording have between them', async () => {
    expect(await found([Buffer.from(inCast(VALUE))])).toEqual(['planted']);
  });

  const name = 'Kq7-Zx+9_wT3m&Vr';
  it.each<[string, Partial<Header>]>([
    ['a name', { name: `etc/${name}` }],
    ['a name that takes a header of its own', { name: `${'long/'.repeat(60)}${name}` }],
    ['a link', { type: 'symlink', linkname: `/${name}` }],
    ['an owner', { uname: name }],
    ['a PAX header', { pax: { comment: `is ${name}` } }],
    ['the name of an extended attribute', { pax: { [`SCHILY.xattr.user.${name}`]: 'x' } }],
    [
      'an extended attribute, in base64',
      { pax: { 'SCHILY.xattr.user.x': Buffer.from(name).toString('base64') } },
    ],
  ])('finds a canary in a tar, in %s', async (_, header) => {
    const own = createFinder([{ name: 'planted', value: name }]);
    const archive = await inTar(header, header.type === 'symlink' ? '' : 'content');
    for (const pieces of [[archive], [gzipSync(archive)]])
      expect((await scan(own, { name: 'it', pieces })).map(({ canary }) => canary)).toContain('planted');
  });

  it('finds any part of it of 8 bytes, and says where it is and how it is written', async () => {
    const bytes = Buffer.from(VALUE);
    for (let at = 0; at + shortestTrace <= bytes.length; at++)
      expect(await found([Buffer.from('x'), bytes.subarray(at, at + shortestTrace)])).toEqual(['planted']);
    const pieces = [gzipSync(await inTar({ name: 'etc/conf' }, `key: ${base64('').toString()}`))];
    expect(await scan(finder, { name: 'image', pieces })).toEqual([
      { canary: 'planted', where: 'image > gunzip > etc/conf | base64' },
    ]);
  });

  it('finds nothing in what only looks like it', async () => {
    const bytes = Buffer.from(VALUE);
    const parts = Array.from({ length: bytes.length - 6 }, (_, at) =>
      bytes.subarray(at, at + 7).toString('latin1'),
    );
    const altered = characters.map((each, at) => (at % 7 === 6 ? '#' : each)).join('');
    const texts = [
      parts.join('\0'),
      parts.join(';;'),
      characters.toReversed().join(''),
      altered,
      Buffer.from(altered).toString('base64'),
      Buffer.from(altered).toString('hex'),
      encodeURIComponent(altered),
      gzipSync(altered),
      await inTar({}, altered),
      await readFile(process.execPath).then((node) => node.subarray(0, 8 * 1024 * 1024)),
      await readFile(new URL('../../package-lock.json', import.meta.url)),
    ];
    for (const [at, text] of texts.entries())
      expect([at, await scan(finder, { name: 'it', pieces: [Buffer.from(text)] })]).toEqual([at, []]);
  });

  it('takes no canary that is too short to be found', () => {
    expect(() => createFinder([{ name: 'pin', value: '1234567' }])).toThrow(
      'the canary pin is too short to be found',
    );
  });
});
