import fs, { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeScriptFile } from '../../src/cli/write-script-file.js';
import { writeLedger } from '../../src/pipeline/ledger.js';
import { createLineFile } from '../../src/recording/recording-file.js';
import { type Survivor, watchDisk } from '../support/disk.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unattend-test-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const ledger = { containers: ['new'], images: [], paths: [], undos: [] };

/** Who replaces a file and says that it is on the disk then. */
const writers: readonly (readonly [what: string, write: (file: string) => void | Promise<void>])[] = [
  ['a ledger', (file) => writeLedger(file, ledger)],
  ['a script', (file) => writeScriptFile(file, 'new\n', true)],
  [
    'a recording that is written anew',
    (file) => {
      const lines = createLineFile(file, 'old');
      lines.append('secret');
      lines.replace(['old', 'new']);
      lines.close();
    },
  ],
];

it.each(writers)(
  'a power cut leaves the old one or the whole new one, and then the new one: %s',
  async (_, write) => {
    const file = join(folder, 'file');
    writeFileSync(file, 'old\n');
    const seen: Survivor[] = [];
    using disk = watchDisk({ [file]: 'old\n' }, (at) => seen.push(...at.survivors(file)));
    await write(file);
    const isNew = ({ text }: Survivor): boolean => text.includes('new');
    expect(seen.filter(isNew)).not.toEqual([]);
    expect(seen.filter((each) => isNew(each) && !each.isWhole)).toEqual([]);
    expect(disk.survivors(file)).toEqual([{ text: await readFile(file, 'utf8'), isWhole: true }]);
    expect(disk.survivors(file).every(isNew)).toBe(true);
  },
);

/** While it acts, syncing a directory fails with this code. */
async function whereDirectoriesFail(code: string, act: () => void | Promise<void>): Promise<void> {
  const { fsyncSync } = fs;
  const set = (call: typeof fsyncSync): void => {
    fs.fsyncSync = call;
    syncBuiltinESMExports();
  };
  set((descriptor) => {
    if (fs.fstatSync(descriptor).isDirectory()) throw Object.assign(new Error(`${code}: fsync`), { code });
    fsyncSync(descriptor);
  });
  try {
    await act();
  } finally {
    set(fsyncSync);
  }
}

it('a recording that a power cut might undo is written to its end, and that is told then', async () => {
  const file = join(folder, 'a.cast');
  await whereDirectoriesFail('EIO', () => {
    const lines = createLineFile(file, 'old');
    lines.replace(['old', 'new']);
    lines.append('last');
    expect(() => lines.close()).toThrow(`Cannot write the recording ${file}: EIO: fsync.`);
  });
  expect(await readFile(file, 'utf8')).toBe('old\nnew\nlast\n');
});

it('a ledger of which that is so is no ledger, and its writer is told what is there', async () => {
  const file = join(folder, 'ledger');
  const problem = `The ledger ${file} is written, but a power cut may bring back the one before: EIO: fsync.`;
  await whereDirectoriesFail('EIO', () => {
    expect(() => writeLedger(file, ledger)).toThrow(problem);
  });
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(ledger);
});

it('a script of which that is so is there, and its writer is told', async () => {
  const file = join(folder, 'a.yaml');
  writeFileSync(file, 'old\n');
  const problem = `The script ${file} is written, but a power cut may bring back the one before: EIO: fsync.`;
  await whereDirectoriesFail('EIO', () =>
    expect(writeScriptFile(file, 'new\n', true)).rejects.toThrow(problem),
  );
  expect(await readFile(file, 'utf8')).toBe('new\n');
});

it.each(['EINVAL', 'EACCES'])('where directories cannot be synced (%s) nothing is told', async (code) => {
  await whereDirectoriesFail(code, () => {
    expect(() => writeLedger(join(folder, 'ledger'), ledger)).not.toThrow();
  });
});
