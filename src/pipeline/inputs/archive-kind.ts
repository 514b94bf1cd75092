import { archiveProblem } from './problem.js';
import { isTarHeader, isZeroBlock, BLOCK_BYTES } from './tar-block.js';

export type ArchiveKind = 'tar' | 'gzip' | 'xz' | 'zstd' | 'zip';

/** Enough of a file to recognise it by. */
export const HEAD_BYTES = BLOCK_BYTES;

/** First bytes in hexadecimal: RFC 1952, the xz format 1.2, RFC 8878 (frames, skippable frames), APPNOTE 6.3 (member, empty). */
const MAGIC: readonly (readonly [RegExp, ArchiveKind])[] = [
  [/^1f8b08/, 'gzip'],
  [/^fd377a585a00/, 'xz'],
  [/^(28b52ffd|5.2a4d18)/, 'zstd'],
  [/^504b(0304|0506)/, 'zip'],
];

const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^425a68/, 'bzip2'],
  [/^377abcaf271c/, '7z'],
  [/^526172211a07/, 'RAR'],
];

/**
 * What kind of archive begins with these bytes; the name of the file is not looked at.
 * @throws InputProblem when it is none that can be unpacked.
 */
export function archiveKind(head: Buffer): ArchiveKind {
  const hex = head.toString('hex', 0, 8);
  const compressed = MAGIC.find(([magic]) => magic.test(hex));
  if (compressed) return compressed[1];
  if (isTarHeader(head) || isZeroBlock(head)) return 'tar';
  const foreign = FOREIGN.find(([magic]) => magic.test(hex));
  throw archiveProblem(
    foreign ? `${foreign[1]} is not supported` : 'it is not a tar, tar.gz, tar.xz, tar.zst or zip archive',
  );
}
