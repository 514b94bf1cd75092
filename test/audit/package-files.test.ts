import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/audit.js';
import { NO_CONFIG } from '../support/image-config.js';

const SERIAL = 'correct horse battery staple';
const LIST = '/var/lib/dpkg/info/acme:amd64.md5sums';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

interface File {
  readonly path: string;
  readonly text: string;
}

/** Where something is found in a layer of these files, which come in pieces of so many bytes. */
function found(files: readonly File[], pieceBytes: number): readonly string[] {
  const audit = createAudit({
    traces: {
      secrets: [
        { name: 'pin', value: '1988' },
        { name: 'serial', value: SERIAL },
      ],
      proxies: new Set(),
      runId: '0123456789ab',
    },
    deny: [],
    allow: ['/allowed'],
    proxyVariables: [],
    base: NO_CONFIG,
    hide: (text) => text,
  });
  const layer = audit.createVisitor();
  for (const { path, text } of files) {
    const bytes = Buffer.from(text);
    const entry = {
      path,
      kind: 'file',
      sizeBytes: bytes.length,
      mode: 0o644,
      uid: 0,
      gid: 0,
      attributes: [],
    } as const;
    layer.entry(entry);
    for (let at = 0; at < bytes.length; at += pieceBytes) layer.bytes(bytes.subarray(at, at + pieceBytes));
  }
  layer.end();
  const { findings, allowed } = audit.judge({ config: Buffer.from('{}'), layers: [layer] });
  return [...findings, ...allowed].map(({ place, what }) => `${place} ${what}`);
}

const long = `${'table\n'.repeat(4000)}1988\n`;
const copyright: File = { path: '/usr/share/doc/acme/copyright', text: 'Copyright 1988 Acme\n' };
const table: File = { path: '/usr/lib/acme/table', text: long };
const listOf = (files: readonly File[], path = LIST): File => ({
  path,
  text: files.map((file) => `${md5(file.text)}  ${file.path.slice(1)}\n`).join(''),
});

describe.each([1, 7, 4096, 1_000_000])('in pieces of %i bytes', (pieceBytes) => {
  it('a short secret in a file as its package brought it is chance', () => {
    expect(found([table, copyright, listOf([copyright, table])], pieceBytes)).toEqual([]);
  });
});

it('a package may name its files by folders that are links into /usr', () => {
  const named = listOf([{ ...table, path: '/lib/acme/table' }]);
  expect(found([table, named], 4096)).toEqual([]);
});

it.each<readonly [string, readonly File[]]>([
  ['that was changed', [{ ...copyright, text: `${copyright.text}1988\n` }, listOf([copyright])]],
  ['of no package', [copyright, listOf([table])]],
  ['whose list stands elsewhere', [copyright, listOf([copyright], '/opt/acme.md5sums')]],
  ['whose list went by before', [listOf([copyright]), copyright]],
])('a short secret in a file %s is found', (_, files) => {
  expect(found(files, 4096)).toEqual(['/usr/share/doc/acme/copyright the secret pin']);
});

it('what means the secret is found in a package too, and what is allowed is told', () => {
  const leak = { path: '/usr/lib/acme/serial', text: `${SERIAL}\n` };
  const allowed = { path: '/allowed/x', text: '1988\n' };
  expect(found([allowed, leak, listOf([leak, table])], 4096)).toEqual([
    '/usr/lib/acme/serial the secret serial',
    '/allowed/x the secret pin',
  ]);
});

it('more than is remembered is counted, and taken back from what is counted', () => {
  const files = Array.from({ length: 1200 }, (_, at) => ({ path: `/usr/share/${at}`, text: `${at} 1988\n` }));
  const own = { path: '/usr/share/own', text: '1988\n' };
  expect(found([...files, own, listOf(files)], 4096)).toEqual(['further paths more of such']);
});
