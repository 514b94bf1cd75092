import { UnattendError } from '../errors.js';

/** Why a recording cannot be read; `line` counts from 1. */
export function invalid(file: string, reason: string, line?: number, help = usualHelp): UnattendError {
  return new UnattendError('RECORDING_INVALID', {
    file,
    reason,
    help,
    ...(line !== undefined && { line }),
  });
}

const usualHelp = 'Give a recording (asciicast version 2 or 3) that unattend or asciinema made.';

/** Why a file cannot be read at all. */
export function unreadable(file: string, cause: unknown): UnattendError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const reason = reasons[code] ?? message;
  return new UnattendError('RECORDING_INVALID', { file, reason, help: usualHelp }, { cause });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'its directory is a file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};
