import { randomUUID } from 'node:crypto';
import { lstat, realpath, rename, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { copyFile } from './copy-file.js';
import { copyTree } from './copy-tree.js';
import { inputFailure } from './failure.js';
import { InputProblem, readProblem } from './problem.js';
import { removeTree } from './remove-tree.js';
import { unpack } from './unpack.js';

export interface InputProgress {
  /** Bytes of the source that were read, or need not be. */
  readonly doneBytes: number;
  /** Size of the source; absent for a directory. */
  readonly totalBytes?: number;
}

export interface BringInputOptions {
  readonly name: string;
  /** Absolute path of a file or directory on this machine; a symbolic link is followed. */
  readonly source: string;
  /** Absolute path that must not exist yet; its directory must. */
  readonly destination: string;
  /** Of a file, as it is at `source`: 64 hexadecimal digits. */
  readonly sha256?: string;
  /** Unpack the archive, dropping so many leading components of each path. */
  readonly unpack?: { readonly strip: number };
  /** Permission bits of the file; of every regular file where the input is a directory or unpacked (directories keep theirs). */
  readonly mode?: number;
  readonly cancelSignal?: AbortSignal;
  readonly onProgress?: (progress: InputProgress) => void;
}

/** An input in the workspace. */
export interface BroughtInput {
  readonly path: string;
  /** Size of all regular files, hard links counted once. */
  readonly sizeBytes: number;
}

/**
 * Brings one input of a run into its workspace: copies a file or directory, or unpacks an archive (tar, tar.gz, tar.xz, tar.zst,
 * zip, recognised by content). Modes, modification times, hard and symbolic links are kept; owners and set-id bits are not.
 * Everything is made beside the destination and renamed at the end: whatever fails, nothing is left.
 * @throws UnattendError INPUT_MISSING, INPUT_UNFIT, INPUT_DIGEST, INPUT_ARCHIVE, INPUT_TOOL or NO_SPACE;
 * the signal's reason when cancelled.
 */
export async function bringInput(options: BringInputOptions): Promise<BroughtInput> {
  const { destination, cancelSignal } = options;
  cancelSignal?.throwIfAborted();
  const staging = join(dirname(destination), `.input-${randomUUID()}`);
  try {
    await refuseExisting(destination);
    const sizeBytes = await bring(options, staging);
    cancelSignal?.throwIfAborted();
    await rename(staging, destination);
    return { path: destination, sizeBytes };
  } catch (error) {
    // What cannot be removed goes with the workspace, whose removal reports it; here it would hide the real failure.
    await removeTree(staging).catch(() => undefined);
    cancelSignal?.throwIfAborted();
    throw inputFailure(error, options);
  }
}

async function bring(options: BringInputOptions, staging: string): Promise<number> {
  const { source } = options;
  const found = await stat(source).catch((error: unknown) => {
    throw readProblem(error);
  });
  if (found.isDirectory()) {
    await refuseDirectory(options);
    return copyTree(source, staging, readingOptions(options));
  }
  if (!found.isFile()) throw unfit('is neither a file nor a directory');
  const reading = {
    ...readingOptions(options, found.size),
    ...(options.sha256 && { sha256: options.sha256 }),
  };
  if (!options.unpack) return copyFile(source, staging, reading);
  return unpack({ ...reading, source, destination: staging, strip: options.unpack.strip });
}

function readingOptions({ mode, cancelSignal, onProgress }: BringInputOptions, totalBytes?: number) {
  let doneBytes = 0;
  return {
    onRead: (bytes: number): void => {
      doneBytes += bytes;
      onProgress?.({ doneBytes, ...(totalBytes !== undefined && { totalBytes }) });
    },
    ...(mode !== undefined && { mode }),
    ...(cancelSignal && { cancelSignal }),
  };
}

async function refuseExisting(destination: string): Promise<void> {
  const found = await lstat(destination).catch(() => undefined);
  if (found) throw new Error(`The place for an input is taken: ${destination}`);
}

async function refuseDirectory({
  source,
  destination,
  sha256,
  unpack: unpacking,
}: BringInputOptions): Promise<void> {
  if (sha256 !== undefined) throw unfit('is a directory, which has no sha256');
  if (unpacking) throw unfit('is a directory, which cannot be unpacked');
  const way = relative(await realpath(source), await realpath(dirname(destination)));
  if (way !== '..' && !way.startsWith('../')) throw unfit('has the workspace of this run in it');
}

function unfit(reason: string): InputProblem {
  return new InputProblem({ kind: 'unfit', reason });
}
