import { extract, type Entry, type Extract, type Headers } from 'tar-stream';
import { ByteReader } from './byte-reader.js';
import type { Member } from './member.js';
import { archiveProblem, decodeProblem, shown } from './problem.js';
import { BLOCK_BYTES, extensionBytes, isTarHeader, isZeroBlock, typeFlag, wholeBlocks } from './tar-block.js';

/** What tar-stream knows of a member; its types lack the last two. */
type TarHeader = Headers & { readonly pax: Readonly<Record<string, string>> | null; readonly byteOffset: number };

/** Where in the archive we are, between the one who feeds tar-stream and what it reports. */
interface Frame {
  /** Bytes up to the next header. */
  bodyBytes: number;
  /** Type flag of the last header. */
  flag: string;
  /** The last member, as a message names it. */
  lastMember: string | undefined;
}

/** Type flags that are neither files nor anything a tree could have, by their names in messages. */
const KINDS: Readonly<Record<string, string>> = {
  '3': 'a character device',
  '4': 'a block device',
  '6': 'a named pipe',
  S: 'a sparse file, which is not supported',
};

/** GNU's name of the volume: not a member at all. */
const VOLUME_LABEL = 'V';

/**
 * The members of an uncompressed tar archive (v7, ustar, pax, GNU). As with tar, a block of zeros ends it and what follows is
 * ignored. A member's data is read, or passed over, before the next is asked for.
 * @throws InputProblem when it is damaged, cut off, or has a member of a kind that cannot be restored.
 */
export async function* tarMembers(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Member> {
  // 1: so that `drain` means that every byte was looked at, which `feed` builds on.
  const archive = extract({ allowUnknownFormat: true, highWaterMark: 1 });
  const frame: Frame = { bodyBytes: 0, flag: '', lastMember: undefined };
  archive.on('entry', (headers: Headers) => {
    const header = headers as TarHeader;
    frame.lastMember = header.name;
    frame.bodyBytes = header.type === 'directory' ? 0 : wholeBlocks(header.size ?? 0);
  });
  const reader = new ByteReader(bytes);
  const feeding = feed(reader, archive, frame).catch((error: unknown) => {
    archive.destroy(error as Error);
  });
  try {
    for await (const entry of archive) {
      if (frame.flag !== VOLUME_LABEL) yield memberOf(entry, frame.flag);
      entry.resume();
    }
  } catch (error) {
    throw decodeProblem(error);
  } finally {
    archive.destroy();
    await feeding;
    await reader.close();
  }
}

/**
 * Hands tar-stream the archive, header by header: it goes on behind the end of an archive (where anything may stand) and
 * takes one that was cut off between two members for whole.
 */
async function feed(reader: ByteReader, archive: Extract, frame: Frame): Promise<void> {
  while (!archive.destroyed) {
    if (frame.bodyBytes > 0) {
      const piece = await reader.some(frame.bodyBytes);
      if (piece === undefined) throw cutOff(frame);
      frame.bodyBytes -= piece.length;
      await written(archive, piece);
      continue;
    }
    const block = await reader.take(BLOCK_BYTES);
    if (isZeroBlock(block)) break;
    if (!isTarHeader(block)) throw noHeader(block, frame);
    frame.flag = typeFlag(block);
    frame.bodyBytes = extensionBytes(block);
    await written(archive, block); // a member's own size is known then: `entry` has been emitted
  }
  archive.end();
  // To the end, for what the decompressor has still to check.
  while (!archive.destroyed && (await reader.some()) !== undefined);
}

function noHeader(block: Buffer, frame: Frame): Error {
  if (frame.flag === '') return archiveProblem('it is compressed, but what is inside is not a tar archive');
  if (block.length < BLOCK_BYTES) return cutOff(frame);
  return archiveProblem(`it is damaged after its ${memberName(frame)}`);
}

function cutOff(frame: Frame): Error {
  return archiveProblem(`it is cut off in or after its ${memberName(frame)}`);
}

function memberName({ lastMember }: Frame): string {
  return lastMember === undefined ? 'first header' : `member ${shown(lastMember)}`;
}

function written(archive: Extract, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      archive.off('drain', done).off('close', done);
      resolve();
    };
    archive.on('drain', done).on('close', done);
    archive.write(bytes);
  });
}

function memberOf(entry: Entry, flag: string): Member {
  const header = entry.header as TarHeader;
  const { name, mode = 0 } = header;
  const mtimeSeconds = mtimeOf(header);
  const target = header.linkname ?? '';
  if (header.pax !== null && Object.keys(header.pax).some((key) => key.startsWith('GNU.sparse.'))) {
    throw archiveProblem(`its member ${shown(name)} is ${KINDS['S'] ?? ''}`);
  }
  switch (header.type) {
    case 'file':
    case 'contiguous-file':
      // The old format has no type for directories.
      if (name.endsWith('/')) return { kind: 'directory', name, mode, mtimeSeconds };
      return { kind: 'file', name, mode, mtimeSeconds, data: dataOf(entry) };
    case 'directory':
      return { kind: 'directory', name, mode, mtimeSeconds };
    case 'symlink':
      return { kind: 'symlink', name, target, mtimeSeconds };
    case 'link':
      return { kind: 'hardlink', name, target };
    default:
      throw archiveProblem(`its member ${shown(name)} is ${KINDS[flag] ?? `of an unknown type (${shown(flag)})`}`);
  }
}

function mtimeOf({ mtime, pax }: TarHeader): number {
  const seconds = pax?.['mtime'] === undefined ? (mtime?.getTime() ?? 0) / 1000 : Number(pax['mtime']);
  return Number.isFinite(seconds) ? seconds : 0;
}

async function* dataOf(entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    yield* entry as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw decodeProblem(error);
  }
}
