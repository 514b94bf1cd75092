import { mkdirSync } from 'node:fs';
import { getSystemErrorMap } from 'node:util';
import { UnattendError } from '../errors.js';

export interface DirectorySpec {
  readonly path: string;
  /** The environment variable that says where it is made; for the hint. */
  readonly variable: 'TMPDIR' | 'XDG_STATE_HOME';
  /** Whether its parents are made too and it may be there already; else it must not. */
  readonly isShared: boolean;
}

/** Makes a directory of ours on this machine, for its owner only. Throws NO_SPACE or USAGE. */
export function makeDirectory({ path, variable, isShared }: DirectorySpec): void {
  try {
    mkdirSync(path, { mode: 0o700, recursive: isShared });
  } catch (cause) {
    const { code = '', errno = 0, message } = cause as NodeJS.ErrnoException;
    const reason = getSystemErrorMap().get(errno)?.[1] ?? message;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new UnattendError('NO_SPACE', { doing: `make the directory ${path}`, reason }, { cause });
    const problem = `Cannot make the directory ${path}: ${reason}.`;
    const help = `Set ${variable} to a directory that you may write to.`;
    throw new UnattendError('USAGE', { problem, help }, { cause });
  }
}
