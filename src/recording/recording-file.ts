import {
  closeSync,
  ftruncateSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { UnattendError } from '../errors.js';
import { syncDirectory } from '../sync-directory.js';

/** A file that grows by whole lines; each has reached the operating system when `append` returns. */
export interface LineFile {
  /** Throws NO_SPACE or USAGE; what was written of that line is then taken back. */
  append(line: string): void;
  /**
   * Puts these lines in the place of all there are, in one go and safely on the disk: whoever reads sees the old or the new ones.
   * Throws NO_SPACE or USAGE, and all is as before; so it does for what is no plain file. A disk that does not keep the new name
   * is told by `close`: the new lines are there by then.
   */
  replace(lines: readonly string[]): void;
  /** Throws USAGE where a power cut might bring back what was replaced. */
  close(): void;
}

/**
 * Opens a recording for writing, readable by its owner only (0600). A file that is there is replaced in one go, with
 * the first line in it: a reader sees the old recording or the new one. What is no plain file (a pipe, /dev/null) is
 * written to as it is. Throws USAGE when it cannot be opened.
 */
export function createLineFile(file: string, firstLine: string): LineFile {
  const isInPlace = isSpecial(file);
  const path = isInPlace ? file : `${file}.${process.pid}.new`;
  let open = openLineFile(file, path, isInPlace ? 'a' : 'wx');
  let unkept: { readonly error: unknown } | undefined;
  try {
    open.append(firstLine);
    if (!isInPlace) renameSync(path, file);
  } catch (error) {
    open.close();
    if (!isInPlace) rmSync(path, { force: true });
    throw error instanceof UnattendError ? error : failure(file, error);
  }
  return {
    append: (line) => open.append(line),
    replace(lines) {
      if (isInPlace) throw failure(file, new Error('it is no plain file, and cannot be written anew'));
      const next = openLineFile(file, path, 'wx');
      try {
        next.append(lines.join('\n'));
        next.sync();
        renameSync(path, file);
      } catch (error) {
        next.close();
        rmSync(path, { force: true });
        throw error instanceof UnattendError ? error : failure(file, error);
      }
      open.close();
      open = next;
      try {
        syncDirectory(dirname(file));
        unkept = undefined;
      } catch (error) {
        unkept = { error };
      }
    },
    close() {
      open.close();
      if (unkept !== undefined) throw failure(file, unkept.error);
    },
  };
}

interface OpenFile extends Pick<LineFile, 'append' | 'close'> {
  /** Returns once the disk has it. */
  sync(): void;
}

function openLineFile(file: string, path: string, flags: 'a' | 'wx'): OpenFile {
  let descriptor: number;
  try {
    if (flags === 'wx') rmSync(path, { force: true }); // what a killed process of the same id left
    descriptor = openSync(path, flags, 0o600);
  } catch (error) {
    throw failure(file, error);
  }
  let sizeBytes = 0;
  let isOpen = true;
  return {
    append(line) {
      const bytes = Buffer.from(`${line}\n`);
      try {
        for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
        sizeBytes += bytes.length;
      } catch (error) {
        if (fstatSync(descriptor).isFile()) ftruncateSync(descriptor, sizeBytes);
        throw failure(file, error);
      }
    },
    sync: () => fsyncSync(descriptor),
    close() {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}

function isSpecial(file: string): boolean {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    return found !== undefined && !found.isFile();
  } catch (error) {
    throw failure(file, error);
  }
}

function failure(file: string, cause: unknown): UnattendError {
  const { code = 'unknown', message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new UnattendError('NO_SPACE', { doing: `write the recording ${file}`, reason: code }, { cause });
  }
  const problem = `Cannot write the recording ${file}: ${reasons[code] ?? message}.`;
  const help = 'Give --recording a file in a directory that exists and that you may write to.';
  return new UnattendError('USAGE', { problem, help }, { cause });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its directory does not exist',
  ENOTDIR: 'its directory is a file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};
