import { constants, type PathLike } from 'node:fs';
import { copyFile as systemCopyFile, open } from 'node:fs/promises';
import { SourceFile, type ReadOptions } from './source-file.js';
import { stampFile, writeNewFile } from './write-file.js';

export interface CopyOptions extends ReadOptions {
  /** Permissions of the copy, in place of the source's. */
  readonly mode?: number;
}

/**
 * Copies one file with mode and modification time to a path that must not exist; gives its size. Where the file system
 * can share the blocks (reflink) nothing is read.
 * @throws InputProblem when it cannot be read or has another digest than `sha256`.
 */
export async function copyFile(
  source: PathLike,
  destination: PathLike,
  options: CopyOptions & { readonly sha256?: string },
): Promise<number> {
  await using file = await SourceFile.open(source, options, options.sha256 !== undefined);
  const stamp = { ...file.stamp, mode: options.mode ?? file.stamp.mode };
  if (options.sha256 === undefined && (await isReflinked(source, destination))) {
    options.onRead?.(file.sizeBytes);
    await using copy = await open(destination, 'r');
    await stampFile(copy, stamp);
    return file.sizeBytes;
  }
  const sizeBytes = await writeNewFile(destination, file.chunks(), stamp);
  if (options.sha256 !== undefined) await file.verify(options.sha256);
  return sizeBytes;
}

/** Never falls back to copying: that could not be cancelled. What really is wrong, if anything, the copying finds out. */
async function isReflinked(source: PathLike, destination: PathLike): Promise<boolean> {
  try {
    await systemCopyFile(source, destination, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  }
}
