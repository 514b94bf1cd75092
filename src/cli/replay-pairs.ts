import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A script and a recording of it; without one when there is none. */
export interface ReplayPair {
  readonly script: string;
  readonly recording?: string;
}

/** Directories in which nobody keeps scripts of their own. */
const passedOver = /^(?:\.|node_modules$)/;

/** What a directory holds for a replay. */
export interface ReplayDirectory {
  readonly pairs: readonly ReplayPair[];
  /** Recordings that belong to no script beside them. */
  readonly strays: readonly string[];
}

/**
 * The session scripts of a directory and those below it, each with the recordings beside it: `a.yaml` with `a.cast` and
 * `a.*.cast`, unless a script with a longer name (`a.pro.yaml`) claims them. Sorted. A YAML file that is no session script, or one
 * that scripts `use`, is passed over.
 */
export async function replayDirectory(directory: string): Promise<ReplayDirectory> {
  const entries = (await readdir(directory, { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const scripts: string[] = [];
  for (const name of files.filter((each) => /\.ya?ml$/.test(each)))
    if (await isSession(join(directory, name))) scripts.push(name);
  const own = paired(
    scripts,
    files.filter((name) => name.endsWith('.cast')),
  );
  const pairs = own.pairs.map(({ script, recording }) => ({
    script: join(directory, script),
    ...(recording !== undefined && { recording: join(directory, recording) }),
  }));
  const strays = own.strays.map((name) => join(directory, name));
  for (const entry of entries) {
    if (!entry.isDirectory() || passedOver.test(entry.name)) continue;
    const below = await replayDirectory(join(directory, entry.name));
    pairs.push(...below.pairs);
    strays.push(...below.strays);
  }
  return { pairs, strays };
}

/** Of several scripts whose names a recording's begins with, the longest name counts. */
function paired(scripts: readonly string[], recordings: readonly string[]): ReplayDirectory {
  const names = [...new Set(scripts.map(nameOf))].sort((a, b) => b.length - a.length);
  const ownerOf = (recording: string): string | undefined =>
    names.find((name) => recording.startsWith(`${name}.`));
  return {
    pairs: scripts.flatMap((script): readonly ReplayPair[] => {
      const own = recordings.filter((recording) => ownerOf(recording) === nameOf(script));
      return own.length === 0 ? [{ script }] : own.map((recording) => ({ script, recording }));
    }),
    strays: recordings.filter((recording) => ownerOf(recording) === undefined),
  };
}

const nameOf = (script: string): string => script.replace(/\.ya?ml$/, '');

/** Lists at the top are of a file that scripts use. */
async function isSession(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8');
  return (
    /^["']?unattend["']?\s*:/m.test(text) && !/^["']?(?:steps|always|fail-on|dialogue)["']?\s*:/m.test(text)
  );
}
