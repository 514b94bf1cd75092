import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { spawn } from '../../src/index.js';

const run = promisify(execFile);

let directory: string;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'unattend-real-'))));
afterEach(() => rm(directory, { recursive: true }));

const inDirectory = (name: string): string => join(directory, name);

it.each(['vi', 'vim.tiny'])('%s: a line is added to a file and saved', async (editor) => {
  await writeFile(inDirectory('notes.txt'), 'first\nlast\n');
  await using vi = await spawn([editor, '-u', 'NONE', 'notes.txt'], { cwd: directory });
  await vi.expect({ screen: 'first', row: 1, cursor: true });
  await vi.type('ofrom a session');
  await vi.press('escape');
  await vi.expect({ screen: 'from a session', row: 2 });
  await vi.type(':wq');
  await vi.press('enter');
  await vi.exit();
  expect(await readFile(inDirectory('notes.txt'), 'utf8')).toBe('first\nfrom a session\nlast\n');
});

it('less: a search goes to its line', async () => {
  const lines = Array.from({ length: 500 }, (_, at) => `line ${at + 1}`);
  await writeFile(inDirectory('long.txt'), lines.join('\n'));
  await using less = await spawn(['less', 'long.txt'], { cwd: directory, size: { rows: 10 } });
  await less.expect({ screen: 'line 9', row: 9 });
  await less.type('/line 321');
  await less.press('enter');
  await less.expect({ screen: 'line 321', row: 1 });
  await less.press('space');
  await less.expect({ screen: 'line 330', row: 1 });
  await less.type('q');
  await less.exit();
});

it('cfdisk: a partition on an image file', async () => {
  await writeFile(inDirectory('disk.img'), '');
  await truncate(inDirectory('disk.img'), 64 * 1024 * 1024);
  await using cfdisk = await spawn(['/sbin/cfdisk', 'disk.img'], { cwd: directory });
  await cfdisk.expect({ screen: 'Select label type' });
  await cfdisk.select('dos');
  await cfdisk.expect({ screen: 'New', highlighted: true });
  await cfdisk.press('enter');
  await cfdisk.expect({ screen: 'Partition size' });
  await cfdisk.press(...Array.from('63.00M', () => 'backspace')); // its field knows no Ctrl-U
  await cfdisk.type('16M');
  await cfdisk.press('enter');
  await cfdisk.expect({ screen: 'primary', highlighted: true });
  await cfdisk.press('enter');
  await cfdisk.expect({ screen: 'disk.img1' });
  await cfdisk.type('W');
  await cfdisk.expect({ screen: 'Are you sure you want to write' });
  await cfdisk.type('yes');
  await cfdisk.press('enter');
  await cfdisk.expect({ screen: 'The partition table has been altered' });
  await cfdisk.type('q');
  await cfdisk.exit();
  const { stdout } = await run('/sbin/sfdisk', ['--dump', inDirectory('disk.img')]);
  expect(stdout).toMatch(/label: dos[\s\S]*img1 : start= +2048, size= +32768, type=83/);
});
