import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContentSearch } from '../../src/audit/content-search.js';
import { needlesOf, unprovable } from '../../src/audit/traces.js';
import { createRedactor } from '../../src/redact.js';

const serial = 'correct horse "battery" & staple';
const key = [
  '-----BEGIN OPENSSH PRIVATE KEY-----',
  'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ',
  'short line',
  '-----END OPENSSH PRIVATE KEY-----',
  '',
].join('\n');
const traces = {
  secrets: [
    { name: 'serial', value: serial },
    { name: 'key', value: key },
    { name: 'pin', value: '98ab1' },
    { name: 'code', value: 'ab"c\\1' },
  ],
  proxies: new Set(['proxy.example:3128']),
  runId: '0123456789ab',
};
const redactor = createRedactor(traces.secrets.map(({ value }) => value));
const search = new ContentSearch({
  needles: needlesOf(traces),
  hide: (text) => redactor.text(text),
});

interface Found {
  readonly what: string;
  readonly line?: number;
  readonly shown?: string;
  readonly count: number;
}

/** What is found in bytes that come in pieces of these lengths, then the rest. */
function found(bytes: Uint8Array, cuts: readonly number[] = [], isText = true): readonly Found[] {
  const content = search.open('/a', { isText });
  let at = 0;
  for (const length of cuts) content.push(bytes.subarray(at, (at += length)));
  content.push(bytes.subarray(at));
  return content.end().map(({ what, line, shown, count }) => ({
    what,
    count,
    ...(line !== undefined && { line }),
    ...(shown !== undefined && { shown }),
  }));
}
const inText = (text: string, cuts: readonly number[] = []): readonly Found[] =>
  found(Buffer.from(text), cuts);

describe('a text', () => {
  const before = 'first\nsecond\n';
  const base64 = (text: string): string => Buffer.from(text).toString('base64');

  it.each<[string, string, string, string]>([
    ['plain', `serial: ${serial} and more`, 'the secret serial', 'serial: [hidden]'],
    ['in base64', base64(serial), 'the secret serial (base64)', '[hidden]'],
    ['in base64 one byte on', base64(`x${serial}`), 'the secret serial (base64)', 'eG[hidden]'],
    ['in base64 two bytes on', base64(`xy${serial}`), 'the secret serial (base64)', 'eHl[hidden]'],
    ['in hex', Buffer.from(serial).toString('hex'), 'the secret serial (hex)', '[hidden]'],
    ['in a URL', `?k=${encodeURIComponent(serial)}`, 'the secret serial (url)', '?k=[hidden]'],
    ['in JSON', JSON.stringify({ serial }), 'the secret serial (json)', '{"serial":"[hidden]'],
    ['in XML', '<s>correct horse "battery" &amp; staple</s>', 'the secret serial (xml)', '<s>[hidden]'],
    [
      'coloured',
      '\u001b[31mcorrect\u001b[0m horse "battery" & staple',
      'the secret serial',
      '\u001b[31m[hidden]',
    ],
    ['broken by a line end', 'a correct horse "bat\ntery" & staple', 'the secret serial', 'a [hidden]'],
    [
      'broken behind its first character',
      'a c\norrect horse "battery" & staple',
      'the secret serial',
      'a [hidden]',
    ],
    ['broken behind its second', 'a co\r\nrrect horse "battery" & staple', 'the secret serial', 'a [hidden]'],
    ['a line of a key', 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ', 'the secret key', '[hidden]'],
    ['a short one as a word', 'pin=98ab1;', 'the secret pin', 'pin=[hidden]'],
    ['a short one in quotes', String.raw`"CODE=ab\"c\\1"`, 'the secret code', '"CODE=[hidden]'],
    ['a proxy', 'http://proxy.example:3128/', 'the address of the proxy', 'http://proxy.example:3128'],
    ['a path', 'from /dev/unattend/inputs/sdk', 'a path of the run', 'from /dev/unattend'],
    ['the run', 'in unattend-0123456789ab', 'the id of the run', 'in unattend-0123456789ab'],
  ])('that has a secret %s', (_, text, what, shown) => {
    expect(inText(`${before}${text}\nlast\n`)).toEqual([{ what, line: 3, shown, count: 1 }]);
  });

  it.each([
    ['half of a secret', 'correct horse "battery"'],
    ['a short one in a word', 'x98ab1 98ab12 _98ab1'],
    ['the armour of a key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
    ['a short line of a key', 'short line'],
    ['the host of a proxy at another port', 'proxy.example:31'],
  ])('that has nothing but %s', (_, text) => {
    expect(inText(`${before}${text}\n`)).toEqual([]);
  });

  it('that has one many times says where first and how often', () => {
    expect(inText(`${before}${`x ${serial}\n`.repeat(5)}`)).toEqual([
      { what: 'the secret serial', line: 3, shown: 'x [hidden]', count: 5 },
    ]);
  });

  it('hides one secret before another', () => {
    const [first] = inText(`${serial} 0123456789ab`).filter(({ what }) => what === 'the id of the run');
    expect(first?.shown).toBe('[redacted] 0123456789ab');
  });

  it('is the same however it is cut', () => {
    const filler = 'lorem ipsum dolor 98ab10 sit amet\n'.repeat(300);
    const text = `${filler}a ${serial}\n${filler}${base64(serial)} 98ab1\n\u001b[1mcorrect\u001b[0m horse "battery" & staple`;
    const whole = inText(text);
    expect(whole).toHaveLength(3);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 60 }), (cuts) => {
        expect(inText(text, cuts)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
    expect(
      inText(
        text,
        Array.from({ length: text.length }, () => 1),
      ),
    ).toEqual(whole);
  });
});

it('a secret with a colour at each character is found wherever the file is cut', () => {
  const coloured = serial
    .split('')
    .map((each) => `\u001b[38;5;196m${each}\u001b[0m`)
    .join('');
  const text = `${'x'.repeat(3000)}\n${coloured} end`;
  for (let at = 3001; at < text.length; at += 7)
    expect(inText(text, [at]), String(at)).toMatchObject([{ what: 'the secret serial', line: 2 }]);
});

it('a name that only begins like the proxy is another', () => {
  const plain = { secrets: [], runId: traces.runId };
  const needles = needlesOf({ ...plain, proxies: new Set(['proxy:312', '//proxy']) });
  const names = new ContentSearch({ needles, hide: (text) => text });
  expect(names.text('/a', 'myproxy:312 proxy:3128 //proxy.example //proxyquire')).toEqual([]);
  expect(names.text('/a', 'http://proxy/ and proxy:312')).toMatchObject([{ count: 2 }]);
});

describe('a file that is no text', () => {
  it('is searched, has no lines, and short secrets mean nothing in it', () => {
    const bytes = Buffer.from(`\0\n\u0001${serial}\0 98ab1 \0`);
    expect(found(bytes, [], false)).toEqual([{ what: 'the secret serial', count: 1 }]);
  });
});

it('what cannot be proven is named', () => {
  const secrets = [...traces.secrets, { name: 'digit', value: '7' }];
  expect(unprovable({ ...traces, secrets })).toEqual({ asWords: ['pin', 'code'], notAtAll: ['digit'] });
});
