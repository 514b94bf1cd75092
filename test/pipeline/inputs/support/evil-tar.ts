import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack, type Header } from 'tar-stream';
import type { Folders } from './folders.js';

export type TarEntry = Partial<Header> & Pick<Header, 'name'> & { readonly content?: string };

/** A tar archive no decent program would write. */
export async function tarBytes(entries: readonly TarEntry[]): Promise<Buffer> {
  const archive = pack();
  for (const { content = '', ...header } of entries) {
    archive.entry({ mode: 0o644, mtime: new Date(1_700_000_000_000), ...header }, content);
  }
  archive.finalize();
  return buffer(archive);
}

export async function writeTar(
  folders: Folders,
  entries: readonly TarEntry[],
  name = 'evil.tar',
): Promise<void> {
  await writeFile(join(folders.sources, name), await tarBytes(entries));
}
