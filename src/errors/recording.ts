import { define } from './entry.js';

export const recordingErrors = {
  RECORDING_INVALID: define<{ file: string; line?: number; reason: string; help: string }>({
    exitCode: 2,
    meaning: 'A file is no recording that can be read: it is missing, something else, or damaged.',
    message: ({ file, line, reason }) =>
      `Cannot read the recording ${file}${line === undefined ? '' : `, line ${line}`}: ${reason}.`,
    hint: ({ help }) => help,
  }),
};
