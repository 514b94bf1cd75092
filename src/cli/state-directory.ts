import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Ledgers of runs: XDG base directory specification, state. */
export function stateDirectory(): string {
  const base = process.env['XDG_STATE_HOME'];
  return join(
    // A relative one is to be ignored, the specification says.
    base === undefined || !isAbsolute(base) ? join(homedir(), '.local', 'state') : base,
    'unattend',
    'runs',
  );
}
