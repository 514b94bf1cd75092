import { homedir } from 'node:os';
import { join } from 'node:path';

/** Ledgers of runs: XDG base directory specification, state. */
export function stateDirectory(): string {
  const base = process.env['XDG_STATE_HOME'];
  return join(
    base === undefined || base === '' ? join(homedir(), '.local', 'state') : base,
    'unattend',
    'runs',
  );
}
