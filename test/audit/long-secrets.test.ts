import { rootCertificates } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContentSearch } from '../../src/audit/content-search.js';
import { needlesOf, unprovable } from '../../src/audit/traces.js';
import { newKey, openSshKey, randomBytesOf, wrapped } from '../support/long-secrets.js';

/** A long one: a portion of what is looked for fits in. */
const { pem, certificate } = rootCertificates
  .map((each) => ({ pem: each, certificate: new X509Certificate(each).raw }))
  .reduce((one, other) => (other.certificate.length > one.certificate.length ? other : one));

/** What is found in a file, by what it is called. */
function searchFor(value: string | Uint8Array): (content: string | Uint8Array) => readonly string[] {
  const traces = { secrets: [{ name: 'store', value }], proxies: new Set<string>(), runId: '0123456789ab' };
  const search = new ContentSearch({ needles: needlesOf(traces), hide: (text) => text });
  return (content) => {
    const bytes = Buffer.from(content);
    const open = search.open('/a', { isText: !bytes.includes(0) });
    // As the layer is read.
    for (let at = 0; at < bytes.length; at += 4096) open.push(bytes.subarray(at, at + 4096));
    return open.end().map(({ what }) => what);
  };
}

const spellings: readonly (readonly [string, (part: Buffer) => string | Buffer])[] = [
  ['the secret store', (part) => part],
  ['the secret store (base64)', (part) => part.toString('base64')],
  ['the secret store (base64)', (part) => `lines:\n${wrapped(part.toString('base64'), 76)}\n`],
  ['the secret store (hex)', (part) => part.toString('hex')],
];

describe('a file that is no text', () => {
  const file = Buffer.concat([Buffer.alloc(5), randomBytesOf(8000)]);
  const inLayer = searchFor(file);

  it('is found whole', () => {
    for (const [what, spell] of spellings) expect(inLayer(spell(file))).toEqual([what]);
  });

  it('is found when 2 kB of it are there, wherever they stand in it', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 2046), fc.constantFrom(...spellings), (from, [what, spell]) => {
        expect(inLayer(spell(file.subarray(from, from + 2046)))).toEqual([what]);
      }),
      { numRuns: 200 },
    );
  });

  it('is not found when nothing of it is there', () => {
    for (const [, spell] of spellings) expect(inLayer(spell(randomBytesOf(20_000, 'other')))).toEqual([]);
  });

  it('that is long is found when a quarter of it is there', () => {
    const long = randomBytesOf(100_000);
    const inOne = searchFor(long);
    for (let from = 0; from <= 75_000; from += 5000)
      expect(inOne(long.subarray(from, from + 25_000))).toContain('the secret store');
  });

  it('of which most is empty is not found in what is empty', () => {
    const sparse = Buffer.concat([randomBytesOf(64), Buffer.alloc(5000), Buffer.alloc(3000, 0xff)]);
    const inOne = searchFor(sparse);
    expect(inOne(Buffer.alloc(20_000))).toEqual([]);
    expect(inOne(Buffer.concat([Buffer.from([0]), Buffer.alloc(20_000, 0xff)]))).toEqual([]);
    expect(inOne(sparse)).toContain('the secret store');
  });

  it('is not found in a certificate that it holds', () => {
    const keystore = Buffer.concat([
      randomBytesOf(1017),
      certificate,
      certificate,
      randomBytesOf(3000, 'end'),
    ]);
    const inOne = searchFor(keystore);
    expect(certificate.length).toBeGreaterThan(1030);
    for (const each of [certificate, certificate.toString('base64'), pem]) expect(inOne(each)).toEqual([]);
    expect(inOne(keystore.subarray(1017 + certificate.length))).toContain('the secret store');
  });
});

describe('a key', () => {
  const key = newKey();
  const bundle = `${key.pkcs8}${pem}\n`;
  const inLayer = searchFor(bundle);
  const lines = key.pkcs8.trimEnd().split('\n');
  const body = lines.slice(1, -1).join('');
  const later = lines.slice(12).join('\n');

  it.each<[string, string | Buffer, string]>([
    ['in JSON', JSON.stringify({ key: key.pkcs8 }), 'the secret store'],
    ['in JSON, with the certificate', JSON.stringify({ key: bundle }), 'the secret store (json)'],
    ['with the line ends of another system', key.pkcs8.replaceAll('\n', '\r\n'), 'the secret store'],
    ['indented', lines.map((line) => `    ${line}`).join('\n'), 'the secret store'],
    ['one of its lines', lines[20] ?? '', 'the secret store'],
    ['in one line', body, 'the secret store, the key in it (base64)'],
    ['in longer lines', wrapped(body, 76), 'the secret store'],
    ['in shorter lines', wrapped(body, 50), 'the secret store'],
    ['its end', later, 'the secret store'],
    ['its end in base64', Buffer.from(`x${later}`).toString('base64'), 'the secret store (base64)'],
    ['its end in a URL', encodeURIComponent(later), 'the secret store (url)'],
    ['as bytes', key.pkcs8Bytes, 'the secret store, the key in it'],
    ['as bytes, in hex', key.pkcs8Bytes.toString('hex'), 'the secret store, the key in it (hex)'],
    ['in another armour', key.pkcs1, 'the secret store, the key in it (base64)'],
    ['as the bytes of another armour', key.pkcs1Bytes, 'the secret store, the key in it'],
  ])('is found %s', (_, content, what) => {
    expect(inLayer(content)).toContain(what);
  });

  it('is found as it is meant when a variable has it with its line ends written out', () => {
    const inOne = searchFor(key.pkcs8.trimEnd().replaceAll('\n', String.raw`\n`));
    expect(inOne(key.pkcs8)).toContain('the secret store, the key in it (base64)');
    expect(inOne(key.pkcs8Bytes)).toContain('the secret store, the key in it');
  });

  it('is not found in what is for everybody: its certificate, its public key', () => {
    const { publicKey } = key;
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    for (const each of [
      pem,
      certificate,
      spki,
      spki.toString('base64'),
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'pkcs1', format: 'pem' }),
    ])
      expect(inLayer(each)).toEqual([]);
  });

  it('of OpenSSH with a passphrase has its public half in the clear, which is not found for it', async () => {
    const { secret, shared } = await openSshKey('geheim');
    const inOne = searchFor(secret);
    // Else there is nothing to be seen here.
    expect(secret.split('\n').some((line) => line.length > 60 && shared.includes(line))).toBe(true);
    expect(inOne(shared)).toEqual([]);
    expect(inOne(secret)).toContain('the secret store');
    expect(inOne(secret.split('\n').slice(-5).join('\n'))).toContain('the secret store');
  });

  it('that can be looked for is not among what cannot be proven', () => {
    const secrets = [{ name: 'store', value: bundle }];
    const traces = { secrets, proxies: new Set<string>(), runId: '0123456789ab' };
    expect(unprovable(traces)).toEqual({ asWords: [], notAtAll: [] });
  });
});

it('a long line is found when a later part of it is there', () => {
  const line = randomBytesOf(6000).toString('base64url').replaceAll('-', 'ü').replaceAll('_', '😀');
  const inLayer = searchFor(line);
  fc.assert(
    fc.property(fc.nat(line.length - 2050), (from) => {
      const part = line.slice(from, from + 2050);
      expect(inLayer(part)).toEqual(['the secret store']);
      expect(inLayer(Buffer.from(part).toString('base64'))).toEqual(['the secret store (base64)']);
    }),
    { numRuns: 100 },
  );
  expect(inLayer(`the end: ${line.slice(-1100)}`)).toEqual(['the secret store']);
});
