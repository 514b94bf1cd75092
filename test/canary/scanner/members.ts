import { buffer } from 'node:stream/consumers';
import { createInflateRaw } from 'node:zlib';
import { extract } from 'tar-stream';
import { type Entry, fromBuffer } from 'yauzl';

/** What lies in an archive: its name there, and its bytes. */
export interface Member {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What is packed in these bytes; undefined when they are no archive. */
export async function membersOf(bytes: Buffer): Promise<readonly Member[] | undefined> {
  if (bytes.subarray(0, 3).equals(gzipMagic)) return gzipped(bytes);
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return zipped(bytes);
  if (bytes.subarray(257, 262).toString('latin1') === 'ustar') return tarred(bytes);
  return undefined;
}

const gzipMagic = Buffer.from([0x1f, 0x8b, 0x08]);

/**
 * As much as can be unpacked of all members, which may be cut, damaged, or have rubbish behind them. Node's own gunzip loses
 * what it had unpacked last then (nodejs/node#7502).
 */
async function gzipped(bytes: Buffer): Promise<readonly Member[]> {
  const pieces: Buffer[] = [];
  for (let at = 0; at >= 0; at = bytes.indexOf(gzipMagic, at + 1))
    pieces.push(await inflated(bytes.subarray(at + gzipHeaderBytes(bytes.subarray(at)))));
  return [{ name: 'gunzip', bytes: Buffer.concat(pieces) }];
}

/** RFC 1952, 2.3: ten bytes, then an extra field, a name and a comment if the flags say so. */
function gzipHeaderBytes(bytes: Buffer): number {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const flag of [8, 16]) if (flags & flag) at = bytes.indexOf(0, at) + 1;
  return flags & 2 ? at + 2 : at;
}

function inflated(bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const stream = createInflateRaw();
    const done = (): void => resolve(Buffer.concat(pieces));
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    stream.on('end', done).on('error', done);
    stream.end(bytes);
  });
}

async function tarred(bytes: Buffer): Promise<readonly Member[]> {
  const members: Member[] = [];
  const parser = extract();
  parser.end(bytes);
  for await (const entry of parser) {
    const { name, linkname, uname, pax } = entry.header;
    // Names of any length in one piece, and what a header of its own says: times, owners, extended attributes.
    const attributes = pax as Readonly<Record<string, string>> | null | undefined;
    const words = [name, linkname, uname, ...Object.entries(attributes ?? {}).flat()].join('\0');
    members.push(
      { name: `${name} (header)`, bytes: Buffer.from(words) },
      { name, bytes: await buffer(entry) },
    );
  }
  return members;
}

function zipped(bytes: Buffer): Promise<readonly Member[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const members: Member[] = [];
      zip.on('error', reject).on('end', () => resolve(members));
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure !== null) {
            reject(failure);
            return;
          }
          buffer(stream).then((content) => {
            const { fileName: name, fileComment } = entry;
            const words = Buffer.from(`${name}\0${fileComment}`);
            members.push({ name: `${name} (header)`, bytes: words }, { name, bytes: content });
            zip.readEntry();
          }, reject);
        });
      });
      zip.readEntry();
    });
  });
}
