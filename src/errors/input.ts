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
    hint: () =>
      'tar, tar.gz, tar.xz, tar.zst and zip are unpacked; remove `unpack` to mount the file as it is.',
  }),
  INPUT_UNFIT: define<{ name: string; path: string; reason: string }>({
    exitCode: 6,
    meaning:
      'An input is of another kind than the script asks for, for example a directory that has a digest.',
    message: ({ name, path, reason }) => `The input "${name}" at ${path} ${reason}.`,
    hint: () => 'A file is copied, checked by `sha256` or unpacked by `unpack`; a directory is only copied.',
  }),
  INPUT_TOOL: define<{ name: string; path: string; command: string; debianPackage: string }>({
    exitCode: 6,
    meaning: 'The program that decompresses an input is not installed on this machine.',
    message: ({ name, path, command }) =>
      `The input "${name}" at ${path} cannot be unpacked: this machine has no command ${command}.`,
    hint: ({ debianPackage, command }) =>
      `Install ${command} (on Debian: apt-get install ${debianPackage}), or pack the input as tar.gz.`,
  }),
  INPUTS_TOO_LARGE: define<{ neededBytes: number; freeBytes: number }>({
    exitCode: 6,
    meaning: 'The inputs do not fit into the memory of a container that is not ours.',
    message: ({ neededBytes, freeBytes }) =>
      `The inputs need ${Math.ceil(neededBytes / 1e6)} MB and /dev of the container has ${Math.floor(freeBytes / 1e6)} MB.`,
    hint: () =>
      'Name a directory of the container to keep them in meanwhile: --workdir PATH; it is emptied afterwards.',
  }),
};
