import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gunzip } from '../../../src/pipeline/inputs/gunzip.js';

/** The bytes in pieces of the given lengths, over and over. */
async function* cut(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? bytes.length;
    yield await Promise.resolve(bytes.subarray(at, at + length));
    at += length;
  }
}

async function all(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const found: Buffer[] = [];
  for await (const chunk of chunks) found.push(chunk);
  return Buffer.concat(found);
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const members = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 });
const tail = fc.uint8Array({ maxLength: 30 }).filter((bytes) => !(bytes[0] === 0x1f && bytes[1] === 0x8b));

test('however the bytes are cut, all members come out and what follows them does not', async () => {
  await fc.assert(
    fc.asyncProperty(members, tail, lengths, async (contents, garbage, pieces) => {
      const bytes = Buffer.concat([...contents.map((content) => gzipSync(content)), garbage]);
      expect(await all(gunzip(cut(bytes, pieces)))).toEqual(Buffer.concat(contents));
    }),
  );
});

test('however they are cut, missing bytes are noticed', async () => {
  await fc.assert(
    fc.asyncProperty(members, lengths, fc.nat(), async (contents, pieces, place) => {
      const zipped = contents.map((content) => gzipSync(content));
      const last = zipped.at(-1) ?? Buffer.alloc(0);
      // Of the last member at least its magic is there, else it is garbage after the one before it.
      const missing = 1 + (place % (last.length - (zipped.length > 1 ? 2 : 0)));
      const bytes = Buffer.concat(zipped);
      await expect(all(gunzip(cut(bytes.subarray(0, bytes.length - missing), pieces)))).rejects.toThrow(
        'it is damaged: unexpected end of file',
      );
    }),
  );
});

test('a reader that stops early stops the source', async () => {
  let isStopped = false;
  async function* source(): AsyncGenerator<Buffer> {
    try {
      for (;;) yield await Promise.resolve(gzipSync(Buffer.alloc(100_000)));
    } finally {
      isStopped = true;
    }
  }
  for await (const chunk of gunzip(source())) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
  expect(isStopped).toBe(true);
});
