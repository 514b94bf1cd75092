import type { Handover } from '../session/handover.js';
import { takeOver } from '../session/take-over.js';

/** The terminal a person sits at. */
export interface InteractOptions {
  /** Default `process.stdin`. */
  readonly stdin?: NodeJS.ReadStream | undefined;
  /** Default `process.stdout`. */
  readonly stdout?: NodeJS.WriteStream | undefined;
}

/** Gives the program to the person at the terminal; a TypeError when nobody can be there. */
export function interaction({ stdin = process.stdin, stdout = process.stdout }: InteractOptions): Handover {
  if (!stdin.isTTY || !stdout.isTTY)
    throw new TypeError(
      'interact needs a terminal: stdin and stdout must be one. See handover for your own.',
    );
  return takeOver({ stdin, out: stdout });
}
