import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A script and a recording of it; without one when there is none. */
export interface ReplayPair {
  readonly script: string;
  readonly recording?: string;
}

/** Directories in which nobody keeps scripts of their own. */
const passedOver = /^(?:\.|node_modules$)/;

/**
 * The session scripts of a directory and those below it, each with the recordings beside it: `a.yaml` with `a.cast` and
 * `a.*.cast`. Sorted. A YAML file that is no session script is passed over.
 */
export async function replayPairs(directory: string): Promise<readonly ReplayPair[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const pairs: ReplayPair[] = [];
  for (const name of files.filter((each) => /\.ya?ml$/.test(each)).sort()) {
    const script = join(directory, name);
    if (await isSession(script)) pairs.push(...pairsOf(script, files));
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
    if (entry.isDirectory() && !passedOver.test(entry.name))
      pairs.push(...(await replayPairs(join(directory, entry.name))));
  return pairs;
}

function pairsOf(script: string, files: readonly string[]): readonly ReplayPair[] {
  const name = basename(script).replace(/\.ya?ml$/, '');
  const own = files.filter((file) => file.startsWith(`${name}.`) && file.endsWith('.cast')).sort();
  if (own.length === 0) return [{ script }];
  return own.map((file) => ({ script, recording: join(dirname(script), file) }));
}

const isSession = async (file: string): Promise<boolean> =>
  /^["']?unattend["']?\s*:/m.test(await readFile(file, 'utf8'));
