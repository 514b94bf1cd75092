import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UnattendError } from '../errors.js';
import { syncDirectory } from '../sync-directory.js';
import { usage } from './words.js';

/**
 * Writes a script that was made, with `isForced` in one go and on the disk when it returns. Throws USAGE or NO_SPACE, also when
 * one is there and `isForced` is not said, and where a power cut may bring back the one before.
 */
export async function writeScriptFile(file: string, text: string, isForced: boolean): Promise<void> {
  await write(file, text, isForced);
  try {
    if (isForced) syncDirectory(dirname(file));
  } catch (cause) {
    throw usage(
      `The script ${file} is written, but a power cut may bring back the one before: ${(cause as Error).message}.`,
      'Look after that disk, or give --output a file on another one.',
    );
  }
}

async function write(file: string, text: string, isForced: boolean): Promise<void> {
  try {
    if (isForced) replaceFile(file, text);
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
function replaceFile(file: string, text: string): void {
  const next = `${file}.${process.pid}.new`;
  const mode = (statSync(file, { throwIfNoEntry: false })?.mode ?? 0o666) & 0o777;
  try {
    writeFileSync(next, text, { mode, flush: true });
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}
