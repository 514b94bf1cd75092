import { extract, type Extract, type Header } from 'tar-stream';
import { ByteReader } from './byte-reader.js';
import type { Member } from './member.js';
import { archiveProblem, decodeProblem, shown } from './problem.js';
import {
  BLOCK_BYTES,
  extensionBytes,
  isExtension,
  isTarHeader,
  isZeroBlock,
  typeFlag,
  wholeBlocks,
} from './tar-block.js';

/** A member as tar-stream hands it out. */
type Entry = Extract extends AsyncIterable<infer Source> ? Source : never;

export interface TarOptions {
  /** It was taken out of a compressed file: one that is cut off is found out by the decompressor. */
  readonly isCompressed: boolean;
}

/** Where in the archive we are, between the one who feeds tar-stream and what it reports. */
interface Frame extends TarOptions {
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

/** `highWaterMark`: `drain` is to mean that every byte was looked at, which `feed` builds on. The types lack the first. */
const EXTRACT_OPTIONS = { allowUnknownFormat: true, highWaterMark: 1 };

/** GNU's name of the volume: not a member at all. */
const VOLUME_LABEL = 'V';

/**
 * The members of an uncompressed tar archive (v7, ustar, pax, GNU). As with tar, a block of zeros ends it and what follows is
 * ignored. A member's data is read, or passed over, before the next is asked for.
 * @throws InputProblem when it is damaged, cut off, or has a member of a kind that cannot be restored.
 */
export async function* tarMembers(
  bytes: AsyncIterable<Uint8Array>,
  { isCompressed }: TarOptions,
): AsyncGenerator<Member> {
  const archive = extract(EXTRACT_OPTIONS);
  const frame: Frame = { isCompressed, bodyBytes: 0, flag: '', lastMember: undefined };
  const flags = new WeakMap<Header, string>();
  archive.on('entry', (header) => {
    frame.lastMember = header.name;
    frame.bodyBytes = header.type === 'directory' ? 0 : wholeBlocks(header.size);
    flags.set(header, frame.flag);
  });
  const reader = new ByteReader(bytes);
  const feeding = feed(reader, archive, frame).catch((error: unknown) => {
    archive.destroy(error as Error);
  });
  try {
    for await (const entry of archive) {
      const flag = flags.get(entry.header) ?? '';
      if (flag !== VOLUME_LABEL) yield memberOf(entry, flag);
      (entry as { resume(): unknown }).resume(); // its types ask for an argument that it has not
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
    if (isZeroBlock(block) || isUnmarkedEnd(block, frame)) break;
    if (!isTarHeader(block)) throw noHeader(block, frame);
    frame.flag = typeFlag(block);
    frame.bodyBytes = extensionBytes(block);
    if (Number.isNaN(frame.bodyBytes)) throw noHeader(block, frame);
    await written(archive, block); // a member's own size is known then: `entry` has been emitted
  }
  // To the end, for what the decompressor has still to check.
  while (!archive.destroyed && (await reader.some()) !== undefined);
  archive.end(undefined);
}

/** Some packers forget the block of zeros (unjs/nanotar#71) and tar does not mind; cut off is then the same to the eye. */
function isUnmarkedEnd(block: Buffer, { isCompressed, flag, lastMember }: Frame): boolean {
  return block.length === 0 && isCompressed && lastMember !== undefined && !isExtension(flag);
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

/** Resolves when all bytes were looked at, or nobody does any more. */
function written(archive: Extract, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      archive.off('drain', done).off('close', done);
      resolve();
    };
    archive.on('drain', done).on('close', done);
    if (archive.destroyed) done();
    else archive.write(bytes);
  });
}

function memberOf(entry: Entry, flag: string): Member {
  const { header } = entry;
  const { name, mode } = header;
  const pax = paxOf(header);
  const mtimeSeconds = mtimeOf(header, pax);
  const target = (header.linkname as string | null) ?? '';
  if (Object.keys(pax).some((key) => key.startsWith('GNU.sparse.'))) throw notRestored(name, 'S');
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
    case 'character-device':
    case 'block-device':
    case 'fifo':
    default: // the types lack `null`, for what tar-stream does not know
      throw notRestored(name, flag);
  }
}

function notRestored(name: string, flag: string): Error {
  return archiveProblem(
    `its member ${shown(name)} is ${KINDS[flag] ?? `of an unknown type (${shown(flag)})`}`,
  );
}

function paxOf(header: Header): Readonly<Record<string, string>> {
  return (header.pax ?? {}) as Record<string, string>;
}

function mtimeOf({ mtime }: Header, pax: Readonly<Record<string, string>>): number {
  const seconds = pax['mtime'] === undefined ? mtime.getTime() / 1000 : Number(pax['mtime']);
  return Number.isFinite(seconds) ? seconds : 0;
}

async function* dataOf(entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    yield* entry as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw decodeProblem(error);
  }
}
