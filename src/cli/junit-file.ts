import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderJunit } from '../report/junit.js';
import { replayCases, type ReplayOutcome, type ReplayReport } from '../report/replay.js';
import { usage } from './words.js';

/** Writes `junit.xml` into a directory, which is made if need be. Throws USAGE when that cannot be done. */
export async function writeJunit(
  directory: string,
  name: string,
  report: ReplayReport,
  commandOf: (outcome: ReplayOutcome) => string,
): Promise<void> {
  const file = join(directory, 'junit.xml');
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(file, renderJunit(name, replayCases(report, commandOf)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw usage(`Cannot write ${file}: ${reason}.`, 'Give --report a directory that you may write to.');
  }
}
