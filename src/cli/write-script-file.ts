import { writeFile } from 'node:fs/promises';
import { UnattendError } from '../errors.js';
import { usage } from './words.js';

/** Writes a script that was made; throws USAGE or NO_SPACE, also when one is there and `isForced` is not said. */
export async function writeScriptFile(file: string, text: string, isForced: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: isForced ? 'w' : 'wx' });
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
