import { describe, expect, it } from 'vitest';
import { goText } from '../../src/engine/go-text.js';
import { KnownChanges } from '../../src/engine/known-changes.js';
import { parseCapabilities, parseFile, RecordReader } from '../../src/engine/layer-records.js';

describe('text as Go writes it', () => {
  it.each([
    ['plain', 'plain'],
    ['\xc3\xbcn\xc3\xaf \xf0\x9f\x98\x80', 'ünï 😀'],
    ['b\xffd', 'b\uFFFDd'],
    // A cut sequence is one mark for each of its bytes; a strict decoder would make it one in all.
    ['cut\xe2\x82.', 'cut\uFFFD\uFFFD.'],
    ['\xed\xa0\x80', '\uFFFD\uFFFD\uFFFD'],
    ['\xef\xbf\xbd and \xfe', '\uFFFD and \uFFFD'],
    ['end\xf0\x9f\x98', 'end\uFFFD\uFFFD\uFFFD'],
  ])('%j', (bytes, text) => {
    expect(goText(Buffer.from(bytes, 'latin1'))).toBe(text);
  });
});

describe('records', () => {
  const text = '\nN mount /\nN file a\nb\nN end\n';
  const expected = ['', 'mount /', 'file a\nb', 'end\n'];

  it.each([1, 2, 3, 7, 100])('are the same in pieces of %i bytes', (size) => {
    const records: string[] = [];
    const reader = new RecordReader('N', (record) => records.push(record.toString()));
    for (let at = 0; at < text.length; at += size) reader.push(Buffer.from(text.slice(at, at + size)));
    reader.end();
    expect(records).toEqual(expected);
  });

  const head = (mode: string, size: number): string =>
    `${mode} ${size} 0 root 7 UNKNOWN 1 39:5 2026-11-28 15:35:16.063325919 +0000 `;
  const symlink = { type: 'symlink', sizeBytes: 0, mode: 0o777, uid: 0, gid: 7, user: 'root', group: null };

  it.each([
    ['as GNU writes it', '/a -> b', '/a', 'b'],
    ['as busybox writes it', "'/a' -> 'b'", '/a', 'b'],
    ['with arrows of its own', '/x -> y -> z -> w', '/x -> y', 'z -> w'],
    ['with arrows and quotes of its own', "'/x' -> 'y' -> 'z' -> w'", "/x' -> 'y", "z' -> w"],
  ])('a symlink %s', (_, names, path, target) => {
    const record = Buffer.from(head('a1ff', target.length) + names);
    expect(parseFile(record)).toEqual({
      path,
      changedAt: '2026-11-28 15:35:16.063325919',
      file: { ...symlink, target },
    });
  });

  it('sockets and what is no record are nothing', () => {
    expect(parseFile(Buffer.from(`${head('c1ff', 0)}/run/socket`))).toBeUndefined();
    expect(parseFile(Buffer.from('81a4 5'))).toBeUndefined();
  });
});

describe('what getcap says', () => {
  it.each([
    ['/a b cap_net_raw=ep\n', [['/a b', 'cap_net_raw=ep']]],
    ['/old = cap_net_raw+ep\n', [['/old', 'cap_net_raw+ep']]],
    [
      '/new\nline cap_a,cap_b=eip\n/c cap_d=p\n',
      [
        ['/new\nline', 'cap_a,cap_b=eip'],
        ['/c', 'cap_d=p'],
      ],
    ],
    ['', []],
  ])('%j', (text, found) => {
    expect([...parseCapabilities(text)]).toEqual(found);
  });
});

describe('known changes', () => {
  it('what lies below something added is added; what is added again below something deleted or changed is what it is', () => {
    const known = new KnownChanges();
    known.add({ path: '/etc', kind: 'changed' });
    known.add({ path: '/etc/x', kind: 'added' });
    known.add({ path: '/etc/x/y', kind: 'added' });
    known.add({ path: '/gone', kind: 'deleted' });
    expect(
      ['/etc', '/etc/x', '/etc/x/y/z', '/etc/other', '/gone', '/gone/x', '/'].map((path) =>
        known.kindOf(path),
      ),
    ).toEqual(['changed', 'added', 'added', undefined, 'deleted', undefined, undefined]);
  });
});
