import { open, type FileHandle } from 'node:fs/promises';
import type { PathLike } from 'node:fs';

/**
 * The bits of a mode that are restored: permissions and the sticky bit. Set-user-ID and set-group-ID are not, because the owner
 * is not: they would give away the rights of whoever runs us.
 */
export const RESTORED_MODE = 0o1777;

export interface FileStamp {
  readonly mode: number;
  readonly mtimeSeconds: number;
}

/** Writes a file that must not exist, whatever the umask; gives its size. Never follows a symbolic link at `path`. */
export async function writeNewFile(
  path: PathLike,
  bytes: AsyncIterable<Uint8Array>,
  stamp: FileStamp,
): Promise<number> {
  await using file = await open(path, 'wx', 0o600);
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    await writeAll(file, chunk);
    sizeBytes += chunk.length;
  }
  await stampFile(file, stamp);
  return sizeBytes;
}

/** Sets mode and modification time. */
export async function stampFile(file: FileHandle, { mode, mtimeSeconds }: FileStamp): Promise<void> {
  await file.chmod(mode & RESTORED_MODE);
  await file.utimes(mtimeSeconds, mtimeSeconds);
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    done += (await file.write(chunk, done)).bytesWritten;
  }
}
