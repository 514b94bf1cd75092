import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromFdPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import type { Member } from './member.js';
import { archiveProblem, decodeProblem, shown } from './problem.js';
import type { ReadOptions } from './source-file.js';

/** "Version made by": the systems whose external attributes hold a Unix mode (APPNOTE 6.3.10, 4.4.2). */
const UNIX_HOSTS: readonly number[] = [3, 19];
/** General purpose bit 11: the name is UTF-8. */
const IS_UTF8 = 0x800;

/** The kind bits of a Unix mode (inode(7)). */
const KIND_MASK = 0o170000;
const KINDS: Readonly<Record<number, 'file' | 'directory' | 'symlink'>> = {
  0: 'file',
  0o100000: 'file',
  // What `zip` packs of its standard input (`… | zip a.zip -`) is the content of a pipe; unzip writes a file as well.
  0o010000: 'file',
  0o040000: 'directory',
  0o120000: 'symlink',
};

/** PATH_MAX (limits.h): no system takes a longer target. */
const TARGET_LIMIT_BYTES = 4096;

/**
 * The members of a zip archive in the open file `fd`, as its directory lists them. A member's data is read, if at all,
 * before the next is asked for; its checksum is verified.
 * @throws InputProblem when it is damaged, cut off, encrypted, or has a member of a kind that cannot be restored.
 */
export async function* zipMembers(fd: number, options: ReadOptions): AsyncGenerator<Member> {
  try {
    // Names are decoded here: the library would turn a backslash, which is an ordinary character on Unix, into a slash.
    const zip = await fromFdPromise(fd, { decodeStrings: false, autoClose: false });
    for await (const entry of zip.eachEntry()) {
      options.cancelSignal?.throwIfAborted();
      yield await memberOf(zip, entry, options);
      options.onRead?.(entry.compressedSize);
    }
  } catch (error) {
    throw decodeProblem(error);
  }
}

async function memberOf(zip: ZipFile, entry: Entry, options: ReadOptions): Promise<Member> {
  const name = nameOf(entry);
  const unixMode = isUnix(entry) ? entry.externalFileAttributes >>> 16 : 0;
  const time = entry.getLastModDate().getTime() / 1000;
  const mtimeSeconds = Number.isFinite(time) ? time : 0;
  const kind = name.endsWith('/') ? 'directory' : KINDS[unixMode & KIND_MASK];
  if (kind === undefined) throw archiveProblem(`its member ${shown(name)} is a device or socket`);
  if (kind === 'directory') return { kind, name, mode: unixMode || 0o755, mtimeSeconds };
  if (entry.isEncrypted()) throw archiveProblem(`its member ${shown(name)} is encrypted`);
  if (!entry.canDecodeFileData()) {
    throw archiveProblem(
      `its member ${shown(name)} is compressed by method ${entry.compressionMethod}, which is not supported`,
    );
  }
  const data = dataOf(zip, { entry, name, options });
  if (kind === 'file') return { kind, name, mode: unixMode || 0o644, mtimeSeconds, data };
  if (entry.uncompressedSize > TARGET_LIMIT_BYTES)
    throw archiveProblem(`its symbolic link ${shown(name)} is too long`);
  return { kind, name, mtimeSeconds, target: await textOf(data) };
}

function isUnix(entry: Entry): boolean {
  return UNIX_HOSTS.includes(entry.versionMadeBy >>> 8);
}

/** Unix tools that know no UTF-8 write the bytes of the file system: if they are UTF-8, that is what they are. */
function nameOf(entry: Entry): string {
  const { fileNameRaw, generalPurposeBitFlag } = entry;
  const flags =
    isUnix(entry) && isUtf8(fileNameRaw) ? generalPurposeBitFlag | IS_UTF8 : generalPurposeBitFlag;
  return getFileNameLowLevel(flags, fileNameRaw, entry.extraFields, isUnix(entry));
}

function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8')).equals(bytes);
}

interface DataRequest {
  readonly entry: Entry;
  readonly name: string;
  readonly options: ReadOptions;
}

async function* dataOf(zip: ZipFile, { entry, name, options }: DataRequest): AsyncGenerator<Buffer> {
  let sum = 0;
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      options.cancelSignal?.throwIfAborted();
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw decodeProblem(error);
  }
  if (sum !== entry.crc32) throw archiveProblem(`it is damaged: wrong checksum of its member ${shown(name)}`);
}

async function textOf(data: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of data) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
