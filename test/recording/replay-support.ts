import { join } from 'node:path';
import { isUnattendError } from '../../src/errors.js';
import type { Cast } from '../../src/recording/cast.js';
import { readCast } from '../../src/recording/reader.js';
import { replay } from '../../src/recording/replay.js';
import { parseSession } from '../../src/script/parse-session.js';
import type { Sandbox, StartOptions } from '../support/sandbox.js';

/** A recording that a real run made. */
export interface Recorded {
  readonly cast: Cast;
  /** What a replay of the script, or of an edited one, says: `passed` or the sentence of its failure. */
  replayed(edit?: (script: string) => string, cast?: Cast): Promise<string>;
}

/** Runs `a.yaml` of these lines on this machine and keeps its recording. */
export async function record(box: Sandbox, lines: string, options: StartOptions = {}): Promise<Recorded> {
  const script = `unattend: 1\n${lines}`;
  await box.write('a.yaml', script);
  const args = ['--quiet', 'run', 'a.yaml', '--on', 'host', '--recording', 'a.cast'];
  const { exitCode, stderr } = await box.run(args, options);
  if (exitCode !== 0) throw new Error(`The run to be recorded ended with ${exitCode}:\n${stderr}`);
  const cast = await readCast(join(box.directory, 'a.cast'));
  return {
    cast,
    replayed: (edit, other = cast) => replayed(edited(script, edit), other),
  };
}

async function replayed(script: string, cast: Cast): Promise<string> {
  const session = parseSession('a.yaml', script);
  try {
    await replay({ session, given: {}, cast, flags: new Map(), file: 'a.cast' });
    return 'passed';
  } catch (error) {
    if (!isUnattendError(error)) throw error;
    return error.message;
  }
}

/** An edit that changes nothing would test nothing. */
function edited(script: string, edit: ((script: string) => string) | undefined): string {
  const changed = edit?.(script);
  if (changed === script) throw new Error('The edit changed nothing.');
  return changed ?? script;
}
