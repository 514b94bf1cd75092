import { define } from './entry.js';

export const inputErrors = {
  INPUT_MISSING: define<{ name: string; path: string; reason: string }>({
    exitCode: 6,
    meaning: 'An input does not exist or cannot be read.',
    message: ({ name, path, reason }) => `The input "${name}" at ${path} ${reason}.`,
    hint: ({ name }) => `Put it there, or say where it is: --input ${name}=PATH.`,
  }),
  INPUT_DIGEST: define<{ name: string; path: string; expected: string; actual: string }>({
    exitCode: 6,
    meaning: 'An input is not the file the script was written for.',
    message: ({ name, path, expected, actual }) =>
      `The input "${name}" at ${path} has sha256 ${actual}, the script expects ${expected}.`,
    hint: () => 'Fetch the file again; if the new one is right, put its sha256 in the script.',
  }),
  INPUT_ARCHIVE: define<{ name: string; path: string; reason: string }>({
    exitCode: 6,
    meaning: 'An input that is to be unpacked is not a readable archive, or is unsafe.',
    message: ({ name, path, reason }) => `The input "${name}" at ${path} cannot be unpacked: ${reason}.`,
    hint: () => 'tar, tar.gz, tar.xz, tar.zst and zip are unpacked; remove `unpack` to mount the file as it is.',
  }),
};
