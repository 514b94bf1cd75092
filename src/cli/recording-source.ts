import { readFlags } from '../recording/flags-file.js';
import type { RecordingSource } from '../recording/generate/generate.js';
import { readCast } from '../recording/reader.js';

/** A recording with the terminal's flags beside it. */
export async function readSource(file: string): Promise<RecordingSource> {
  return { cast: await readCast(file), flags: await readFlags(file), file };
}
