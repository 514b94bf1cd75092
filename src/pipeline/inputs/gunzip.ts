import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { ByteReader } from './byte-reader.js';
import { archiveProblem, decodeProblem } from './problem.js';

/** Flag bits of a gzip header (RFC 1952, 2.3.1). */
const HAS_HEADER_CRC = 0x02;
const HAS_EXTRA = 0x04;
const HAS_NAME = 0x08;
const HAS_COMMENT = 0x10;

/**
 * What gzip-compressed bytes hold, as `gzip -dc` has it: all concatenated members; what follows the last one and is no member
 * is ignored. Each member's checksum and length are verified. node:zlib's own gunzip calls such trailing bytes an error
 * and loses what it had decoded last (nodejs/node#7502), hence the members are taken apart here.
 * @throws InputProblem when the bytes are damaged or cut off.
 */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const reader = new ByteReader(bytes);
  try {
    do {
      await skipHeader(reader);
      yield* inflateMember(reader);
    } while (await isAtMember(reader));
  } finally {
    await reader.close();
  }
}

async function isAtMember(reader: ByteReader): Promise<boolean> {
  return (await reader.peek(2)).toString('hex') === '1f8b';
}

async function skipHeader(reader: ByteReader): Promise<void> {
  const header = await exactly(reader, 10);
  if (header[2] !== 8) throw archiveProblem('it is damaged: unknown compression method');
  const flags = header[3] ?? 0;
  if (flags & HAS_EXTRA) await exactly(reader, (await exactly(reader, 2)).readUInt16LE());
  if (flags & HAS_NAME) await skipText(reader);
  if (flags & HAS_COMMENT) await skipText(reader);
  if (flags & HAS_HEADER_CRC) await exactly(reader, 2);
}

async function skipText(reader: ByteReader): Promise<void> {
  while ((await exactly(reader, 1))[0] !== 0);
}

async function exactly(reader: ByteReader, count: number): Promise<Buffer> {
  const bytes = await reader.take(count);
  if (bytes.length < count) throw archiveProblem('it is damaged: unexpected end of file');
  return bytes;
}

async function* inflateMember(reader: ByteReader): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  const feeding = feed(reader, inflate).catch((error: unknown) => {
    inflate.destroy(error as Error);
  });
  let sum = 0;
  let length = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      length += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw decodeProblem(error);
  } finally {
    inflate.destroy();
    await feeding;
  }
  const trailer = await exactly(reader, 8);
  if (trailer.readUInt32LE(0) !== sum) throw archiveProblem('it is damaged: incorrect data check');
  if (trailer.readUInt32LE(4) !== length % 2 ** 32)
    throw archiveProblem('it is damaged: incorrect length check');
}

/** Gives one member's data to the decoder, which leaves what is not its; that goes back to the reader. */
async function feed(reader: ByteReader, inflate: InflateRaw): Promise<void> {
  let givenBytes = 0;
  while (!inflate.destroyed) {
    const chunk = await reader.some();
    if (chunk === undefined) {
      inflate.end();
      return;
    }
    givenBytes += chunk.length;
    await consumed(inflate, chunk);
    const unusedBytes = givenBytes - inflate.bytesWritten;
    if (unusedBytes > 0) {
      reader.unread(chunk.subarray(chunk.length - unusedBytes));
      return;
    }
  }
}

/** Resolves when the decoder wants more, has its end, or has failed. */
function consumed(inflate: InflateRaw, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      inflate.off('end', done).off('close', done);
      resolve();
    };
    inflate.on('end', done).on('close', done);
    inflate.write(chunk, done);
  });
}
