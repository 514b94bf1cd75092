import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { below } from './byte-path.js';
import { isSystemError } from './problem.js';

/**
 * Removes a file or a directory with all in it, if it is there. Unlike `rm -r` also directories that lost their write
 * permission, as unpacked ones may have: without root nothing can be removed from those.
 */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    if (!isSystemError(error) || (error.code !== 'EACCES' && error.code !== 'EPERM')) throw error;
    await openDirectories(Buffer.from(path));
    await rm(path, { recursive: true, force: true });
  }
}

async function openDirectories(path: Buffer): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return;
  await chmod(path, 0o700);
  for (const name of await readdir(path, 'buffer')) await openDirectories(below(path, name));
}
