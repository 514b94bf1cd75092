import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commitNameOf } from '../engine/commit-name.js';
import { connectEngine } from '../engine/connect.js';
import type { Engine } from '../engine/engine.js';
import { type GcOptions, type GcReport, oldMs } from './gc-report.js';
import { namesOf } from './names.js';
import { Tally } from './tally.js';
import { containerThing, imageThing, pathThing, type Thing } from './things.js';

const runIdPattern = /[0-9a-f]{12}/;

/** Something with one of our names, and how old it is. */
interface Named {
  readonly name: string;
  readonly sinceMs: number;
}

/**
 * Removes what bears one of our names and is old, but for the runs in `spared`. A name proves little: what a run of another
 * machine or user has in the same engine goes too when it is that old, and younger things stay.
 */
export async function sweepNames(
  options: Omit<GcOptions, 'isAll' | 'stateDirectory'>,
  spared: ReadonlySet<string>,
): Promise<GcReport> {
  const { env, engineAddress, isDryRun, nowMs, temporaryDirectory } = options;
  const tally = new Tally(isDryRun);
  const left: string[] = [];
  const goes = ({ name, sinceMs }: Named): boolean => {
    const runId = runIdPattern.exec(name)?.[0] ?? '';
    if (spared.has(runId)) return false;
    if (nowMs - sinceMs > oldMs) return true;
    left.push(`${name}: it is not a day old, and no ledger of this machine says whose it is`);
    return false;
  };
  const things = (found: readonly Named[], thing: (name: string) => Thing): readonly Thing[] =>
    found.filter(goes).map(({ name }) => thing(name));

  await tally.attempt(undefined, async () => {
    const address = engineAddress === undefined ? {} : { address: engineAddress };
    await using engine = await connectEngine({ env, ...address });
    await tally.removeAll(things(await containersIn(engine), (name) => containerThing(engine, name)));
    await tally.removeAll(things(await imagesIn(engine), (name) => imageThing(engine, name)));
  });
  await tally.removeAll(things(pathsIn(temporaryDirectory), pathThing));
  return { ...tally.result(), left };
}

/** Whether that is a name we give to a thing of some run. */
function isOurs(name: string, namesOfRun: (runId: string) => readonly string[]): boolean {
  const runId = runIdPattern.exec(name)?.[0];
  return runId !== undefined && namesOfRun(runId).includes(name);
}

async function containersIn(engine: Engine): Promise<readonly Named[]> {
  const found = await engine.listContainers();
  return found
    .filter(({ name }) => isOurs(name, (runId) => [namesOf(runId).container, namesOf(runId).testContainer]))
    .map(({ name, createdMs }) => ({ name, sinceMs: createdMs }));
}

async function imagesIn(engine: Engine): Promise<readonly Named[]> {
  const [repository = ''] = namesOf('').candidate.split(':');
  const found = await engine.listNames(repository);
  return found
    .filter(({ ref }) =>
      isOurs(ref, (runId) => [namesOf(runId).candidate, commitNameOf(namesOf(runId).candidate)]),
    )
    .map(({ ref, sinceMs }) => ({ name: ref, sinceMs }));
}

/** Only our own: the directory for temporary files is everybody's. */
function pathsIn(directory: string): readonly Named[] {
  return readdirSync(directory)
    .filter((name) => isOurs(name, (runId) => [namesOf(runId).workspace]))
    .flatMap((name) => {
      const path = join(directory, name);
      const found = lstatSync(path, { throwIfNoEntry: false });
      if (found?.isDirectory() !== true || found.uid !== process.getuid?.()) return [];
      return [{ name: path, sinceMs: found.mtimeMs }];
    });
}
