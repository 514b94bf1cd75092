/** A tar archive is a sequence of such blocks (POSIX.1-2017, pax, "ustar Interchange Format"). */
export const BLOCK_BYTES = 512;

const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;
const SIZE_AT = 124;
const SIZE_BYTES = 12;
const TYPE_AT = 156;

/** Whether a block is the header of a member: its checksum fits. Holds for ustar, GNU and the old v7 format. */
export function isTarHeader(block: Buffer): boolean {
  if (block.length < BLOCK_BYTES || isZeroBlock(block)) return false;
  const isChecksum = (at: number): boolean => at >= CHECKSUM_AT && at < CHECKSUM_AT + CHECKSUM_BYTES;
  let sum = 0;
  for (let at = 0; at < BLOCK_BYTES; at += 1) sum += isChecksum(at) ? 0x20 : (block[at] ?? 0);
  return sum === octal(block, CHECKSUM_AT, CHECKSUM_BYTES);
}

/** A block of zeros where a header should be ends the archive. */
export function isZeroBlock(block: Buffer): boolean {
  return block.length >= BLOCK_BYTES && block.subarray(0, BLOCK_BYTES).every((byte) => byte === 0);
}

/** The type flag of a header; `0` for the NUL of the old format. */
export function typeFlag(block: Buffer): string {
  return block[TYPE_AT] === 0 ? '0' : String.fromCharCode(block[TYPE_AT] ?? 0);
}

/** Whether a header of that type only says more about the next one (pax, GNU long names). */
export function isExtension(flag: string): boolean {
  return 'xgLKN'.includes(flag);
}

/** Bytes that follow the header of an extension; 0 for members. */
export function extensionBytes(block: Buffer): number {
  return isExtension(typeFlag(block)) ? wholeBlocks(octal(block, SIZE_AT, SIZE_BYTES)) : 0;
}

/** A size rounded up to whole blocks. */
export function wholeBlocks(sizeBytes: number): number {
  return Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
}

function octal(block: Buffer, at: number, length: number): number {
  return parseInt(
    block
      .toString('latin1', at, at + length)
      .replaceAll('\0', ' ')
      .trim() || '0',
    8,
  );
}
