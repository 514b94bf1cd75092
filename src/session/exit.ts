import { constants } from 'node:os';
import type { Completion } from '../terminal/terminal.js';

/** Exit codes that count as success. */
export type ExitSpec = readonly number[] | 'any';

export function isAccepted(completion: Completion, accepts: ExitSpec): boolean {
  if (accepts === 'any') return true;
  return completion.kind === 'exit' && accepts.includes(completion.exitCode);
}

/** `exit code 7`, `killed by SIGALRM`, or where the two look the same `exit code 142 (128+14, perhaps SIGALRM)`. */
export function describeCompletion(completion: Completion): string {
  if (completion.kind === 'signal') return `killed by ${completion.signalName}`;
  const number = completion.exitCode - 128;
  const signal = Object.entries(constants.signals).find(([, each]) => each === number)?.[0];
  const perhaps =
    signal === undefined || completion.mayBeSignal !== true ? '' : ` (128+${number}, perhaps ${signal})`;
  return `exit code ${completion.exitCode}${perhaps}`;
}
