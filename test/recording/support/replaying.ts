import { expect } from 'vitest';
import { type CheckedScript, generateChecked } from '../../../src/recording/checked-script.js';
import type { GenerateSpec } from '../../../src/recording/generate/generate.js';

/** How a warning begins that a script does not replay against a recording it was made of. */
export const notReplayed = 'this does not replay against its own recording: ';

/**
 * The script of recordings, which replays against each of them. `differs` says of one that cannot why; then it must not, and the
 * line that tells so is left out.
 */
export async function generateReplaying(spec: GenerateSpec, differs?: string): Promise<CheckedScript> {
  const { text, warnings } = await generateChecked(spec);
  const isFailure = (line: string): boolean => line.startsWith(notReplayed);
  const failures = warnings.filter(isFailure);
  if (differs === undefined) expect(failures).toEqual([]);
  else expect(failures, `it replays: it is not true that ${differs}`).not.toEqual([]);
  const lines = text.split('\n').filter((line) => !line.startsWith(`# ${notReplayed}`));
  return { text: lines.join('\n'), warnings: warnings.filter((line) => !isFailure(line)) };
}
