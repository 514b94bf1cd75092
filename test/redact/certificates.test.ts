import { rootCertificates } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import { certificatesIn } from '../../src/redact/certificates.js';

const tried = vi.hoisted(() => ({ count: 0 }));

vi.mock('node:crypto', async (original) => {
  const real = await original<{ X509Certificate: typeof X509Certificate }>();
  class Counted extends real.X509Certificate {
    constructor(bytes: Buffer) {
      tried.count++;
      super(bytes);
    }
  }
  return { ...real, X509Certificate: Counted };
});

const certificates = rootCertificates.map((each) => new X509Certificate(each).raw);
beforeEach(() => {
  tried.count = 0;
});

it('every certificate is found where it stands', () => {
  const between = Buffer.from([0x30, 0x82, 0x30, 0x82, 7]);
  const pieces = certificates.flatMap((each) => [between, each]);
  const places: { from: number; to: number }[] = [];
  let at = 0;
  for (const each of certificates) {
    const from = at + between.length;
    at = from + each.length;
    places.push({ from, to: at });
  }
  expect(certificatesIn(Buffer.concat([...pieces, between]))).toEqual(places);
});

it.each<[string, Buffer]>([
  ['beginnings of certificates', Buffer.of(0x30, 0x82)],
  ['beginnings with what comes in them', Buffer.of(0x30, 0x82, 0x01, 0x00, 0x30, 0x81, 0x80)],
  ['the same, longer', Buffer.of(0x30, 0x82, 0x10, 0x00, 0x30, 0x82, 0x01, 0x00)],
])('a megabyte of %s is not tried at each place', (_, piece) => {
  const bytes = Buffer.alloc(1_000_000, piece);
  expect(certificatesIn(bytes)).toEqual([]);
  expect(tried.count).toBeLessThanOrEqual(1000);
});

it('what is no certificate hides none behind it', () => {
  const [certificate = Buffer.alloc(0)] = certificates;
  const wrong = Buffer.concat([Buffer.of(0x30, 0x82, 0x01, 0x00, 0x30, 0x81, 0x80), Buffer.alloc(300)]);
  const bytes = Buffer.concat([...Array.from({ length: 500 }, () => wrong), certificate]);
  const from = 500 * wrong.length;
  expect(certificatesIn(bytes)).toEqual([{ from, to: from + certificate.length }]);
  expect(tried.count).toBe(501);
});
