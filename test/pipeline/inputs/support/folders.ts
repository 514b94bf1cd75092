import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isUnattendError } from '../../../../src/errors.js';
import {
  bringInput,
  type BringInputOptions,
  type BroughtInput,
} from '../../../../src/pipeline/inputs/bring-input.js';

/** A folder to make sources in, and an empty workspace. */
export interface Folders extends AsyncDisposable {
  readonly sources: string;
  readonly workspace: string;
  /** Where `bring` brings the input to. */
  readonly destination: string;
}

export async function newFolders(): Promise<Folders> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'unattend-inputs-')));
  const sources = join(folder, 'sources');
  const workspace = join(folder, 'workspace');
  await mkdir(sources);
  await mkdir(workspace);
  return {
    sources,
    workspace,
    destination: join(workspace, 'sdk'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

export type BringExtras = Partial<Omit<BringInputOptions, 'name' | 'destination'>>;

/** Brings a source, named relative to the sources folder, as the input `sdk`. */
export function bring(folders: Folders, source: string, extras: BringExtras = {}): Promise<BroughtInput> {
  const { destination } = folders;
  return bringInput({ name: 'sdk', source: join(folders.sources, source), destination, ...extras });
}

/** Unpacks it. */
export function unpack(folders: Folders, source: string, extras: BringExtras = {}): Promise<BroughtInput> {
  return bring(folders, source, { unpack: { strip: 0 }, ...extras });
}

/** Brings what cannot be brought: gives error name and message (`SRC` and `WS` for the folders) and checks that nothing is left. */
export async function refusal(folders: Folders, source: string, extras: BringExtras = {}): Promise<string> {
  const error: unknown = await bring(folders, source, extras).then(
    () => 'no error',
    (thrown: unknown) => thrown,
  );
  expect(await readdir(folders.workspace)).toEqual([]);
  if (!isUnattendError(error)) throw new Error('not an expected failure', { cause: error });
  const text = `${error.errorName} ${error.message}`;
  return text.replaceAll(folders.sources, 'SRC').replaceAll(folders.workspace, 'WS');
}

export function unpackRefusal(folders: Folders, source: string, extras: BringExtras = {}): Promise<string> {
  return refusal(folders, source, { unpack: { strip: 0 }, ...extras });
}

/** Runs a real program in the sources folder. */
export function run(folders: Folders, program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd: folders.sources, encoding: 'utf8' });
}

/** A shell line in the sources folder. */
export function shell(folders: Folders, line: string): string {
  return run(folders, 'bash', '-euc', line);
}

/** What is below a directory: path to a line that says kind, mode, modification time and content. */
export async function snapshot(directory: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of (await readdir(directory)).sort()) {
    const path = join(directory, name);
    const stats = await lstat(path);
    const { mtimeMs, mode } = stats;
    const stamp = `${(mode & 0o7777).toString(8)} ${mtimeMs / 1000}`;
    if (stats.isSymbolicLink()) found[name] = `link ${mtimeMs / 1000} ${await readlink(path)}`;
    else if (stats.isFile()) found[name] = `file ${stamp} ${(await readFile(path)).toString('base64')}`;
    else if (stats.isDirectory()) {
      found[name] = `directory ${stamp}`;
      for (const [below, line] of Object.entries(await snapshot(path))) found[`${name}/${below}`] = line;
    } else found[name] = 'something else';
  }
  return found;
}
