import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { UnattendError } from '../errors.js';
import { usage } from './words.js';

/** Writes a script that was made; throws USAGE or NO_SPACE, also when one is there and `isForced` is not said. */
export async function writeScriptFile(file: string, text: string, isForced: boolean): Promise<void> {
  try {
    if (isForced) await replaceFile(file, text);
    else await writeFile(file, text, { flag: 'wx' });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw usage(`${file} is there already.`, 'Give another file to --output, or --force to replace it.');
    if (code === 'ENOSPC')
      throw new UnattendError('NO_SPACE', { doing: `write the script ${file}`, reason: code }, { cause });
    throw usage(
      `Cannot write the script ${file}: ${code === 'ENOENT' ? 'its directory does not exist' : message}.`,
      'Give --output a file in a directory that exists and that you may write to.',
    );
  }
}

/** In one go: who reads, or stops the machine, finds the old text or the new one. */
async function replaceFile(file: string, text: string): Promise<void> {
  const next = `${file}.${process.pid}.new`;
  try {
    const mode = await stat(file).then(
      (found) => found.mode & 0o777,
      () => 0o666,
    );
    const handle = await open(next, 'w', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}
