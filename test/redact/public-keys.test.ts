import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ContentSearch } from '../../src/audit/content-search.js';
import { needlesOf } from '../../src/audit/traces.js';
import { createRedactor, redactedText } from '../../src/redact.js';
import { newKeyFamily } from '../support/long-secrets.js';

type Secret = string | Uint8Array;

/** What we write of a text where this is a secret. */
function redactorOf(secret: Secret): (text: string) => string {
  const redactor = createRedactor();
  redactor.add(secret);
  return (text) => redactor.text(text);
}

/** What the audit finds of a secret in a file. */
function auditOf(value: Secret): (content: string | Buffer) => readonly string[] {
  const traces = { secrets: [{ name: 'key', value }], proxies: new Set<string>(), runId: '0123456789ab' };
  const search = new ContentSearch({ needles: needlesOf(traces), hide: (text) => text });
  return (content) => {
    const bytes = Buffer.from(content);
    const open = search.open('/a', { isText: !bytes.includes(0) });
    open.push(bytes);
    return open.end().map(({ what }) => what);
  };
}

const insideOf = (pem: string): readonly string[] => pem.trimEnd().split('\n').slice(1, -1);

const { secrets, shared, publicKey } = await newKeyFamily(4096);
const { pkcs8, pkcs1, openSsh, openSshLocked } = secrets;
const half = publicKey.export({ type: 'spki', format: 'der' });
const [, sshHalf = ''] = String(shared['a line of authorized_keys']).split(' ');
const spellings = [half, Buffer.from(sshHalf, 'base64')].flatMap((each) =>
  [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), each]).toString('base64')),
);

/** Whether that stands in base64 of the public key, whatever is before it. */
const isShared = (text: string): boolean => spellings.some((each) => each.includes(text));

const inArmour: readonly (readonly [string, string])[] = [
  ['PKCS#8', pkcs8],
  ['PKCS#1', pkcs1],
  ['OpenSSH', openSsh],
  ['OpenSSH with a passphrase', openSshLocked],
];
const bytesOf = (pem: string): Buffer => Buffer.from(insideOf(pem).join(''), 'base64');

describe.each<[string, Secret]>([
  ...inArmour.map(([name, secret]): [string, Secret] => [name, secret]),
  ['PKCS#8 in a variable', pkcs8.replaceAll('\n', String.raw`\n`)],
  ['PKCS#8 in JSON', JSON.stringify({ private_key: pkcs8 })],
  ['PKCS#8 as bytes', bytesOf(pkcs8)],
  ['PKCS#1 as bytes', bytesOf(pkcs1)],
])('a key of 4096 bits, %s', (_, secret) => {
  const [text, audit] = [redactorOf(secret), auditOf(secret)];

  it.each(Object.entries(shared))('is not taken for %s', (__, content) => {
    const shown = Buffer.from(content).toString('latin1');
    expect(text(shown)).toBe(shown);
    expect(audit(content)).toEqual([]);
  });
});

describe.each(inArmour)('what only the secret key of 4096 bits has, %s', (_, secret) => {
  const [text, audit] = [redactorOf(secret), auditOf(secret)];
  const lines = insideOf(secret);
  const own = lines.filter((line) => !isShared(line));

  it('is each of its lines but those of the modulus', () => {
    // Else there is nothing to be seen here.
    expect(lines.length - own.length).toBeGreaterThan(5);
    expect(own.length).toBeGreaterThan(20);
    for (const line of own) expect(text(`<${line}>`)).toBe(`<${redactedText}>`);
    const long = own.filter(({ length }) => length >= 16);
    for (const line of long) expect(audit(`x\n${line}\n`)).toContain('the secret key');
  });

  it('is hidden and found in one line', () => {
    const body = lines.join('');
    const shown = text(body).split(redactedText);
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.filter((each) => !isShared(each))).toEqual([]);
    expect(audit(body)).toContain('the secret key, the key in it (base64)');
  });

  it('is hidden and found as bytes', () => {
    const bytes = bytesOf(secret);
    const shown = text(bytes.toString('hex')).split(redactedText);
    expect(shown.filter((each) => !half.toString('hex').includes(each))).toEqual([]);
    expect(audit(bytes)).toContain('the secret key, the key in it');
    // Its second half: nothing of the modulus is there.
    expect(audit(bytes.subarray(bytes.length / 2))).toContain('the secret key, the key in it');
  });
});

it.each([
  ['PKCS#8', pkcs8, pkcs1],
  ['PKCS#1', pkcs1, pkcs8],
])('%s is hidden in the other armour but for its beginning, and found', (_, secret, other) => {
  const inside = insideOf(other).join('');
  const [before = '', ...after] = redactorOf(secret)(inside).split(redactedText);
  expect(before.length).toBeLessThan(((37 + 512) * 4) / 3);
  expect(after.filter((each) => !isShared(each) && !/^[\w+/]==?$/.test(each))).toEqual([]);
  expect(after.length).toBeGreaterThan(0);
  expect(auditOf(secret)(other)).toContain('the secret key, the key in it (base64)');
});

it.each(['secp224r1', 'prime256v1', 'secp384r1', 'secp521r1'])(
  'a key on the curve %s is not taken for its public key, whose point it ends with',
  (namedCurve) => {
    const pair = generateKeyPairSync('ec', { namedCurve });
    const secret = pair.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
    const open = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const [text, audit] = [redactorOf(secret), auditOf(secret)];
    expect(text(open)).toBe(open);
    expect(audit(open)).toEqual([]);
    expect(text(`<${insideOf(secret)[0] ?? ''}>`)).toBe(`<${redactedText}>`);
    expect(audit(insideOf(secret).join(''))).not.toEqual([]);
  },
);
