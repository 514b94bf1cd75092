import { closeSync, fsyncSync, openSync } from 'node:fs';

/** What says that this system, or this file system, does not do that for directories, or not for us. */
const unsupported: ReadonlySet<string> = new Set(['EACCES', 'EISDIR', 'EPERM', 'EINVAL', 'EBADF', 'ENOTSUP']);

/**
 * Returns once the disk has the names in a directory: a file that was renamed into the place of another may else be the old one
 * again after a power cut (fsync(2), "Notes"). Where a directory cannot be opened or synced at all that is passed over, as
 * databases do (PostgreSQL, fsync_fname_ext). Throws what else the system says, as EIO.
 */
export function syncDirectory(directory: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(directory, 'r');
    fsyncSync(descriptor);
  } catch (error) {
    if (!unsupported.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
