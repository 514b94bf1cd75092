import { dialogueErrors } from './errors/dialogue.js';
import { engineErrors } from './errors/engine.js';
import { inputErrors } from './errors/input.js';
import { recordingErrors } from './errors/recording.js';
import { replayErrors } from './errors/replay.js';
import { runErrors } from './errors/run.js';
import { scopeErrors } from './errors/scope.js';
import { scriptErrors } from './errors/script.js';

/**
 * Every expected failure of the product: its exit code, what it means, how its sentence and its hint are made.
 * Codes are stable; a user sees them as `UNATTEND_<NAME>`.
 */
export const catalogue = {
  ...scriptErrors,
  ...inputErrors,
  ...engineErrors,
  ...dialogueErrors,
  ...recordingErrors,
  ...replayErrors,
  ...runErrors,
  ...scopeErrors,
} as const;

export type ErrorName = keyof typeof catalogue;
export type ErrorDetails<N extends ErrorName> = Parameters<(typeof catalogue)[N]['message']>[0];

/** An expected failure. `message` is one sentence; `details` are the values in it as plain data. */
export class UnattendError<N extends ErrorName = ErrorName> extends Error {
  override readonly name = 'UnattendError';
  readonly errorName: N;
  readonly code: `UNATTEND_${N}`;
  readonly exitCode: number;
  readonly hint: string;
  readonly details: ErrorDetails<N>;

  /** `isInCode`: for a program that called the library, and not for whoever wrote a script. */
  constructor(errorName: N, details: ErrorDetails<N>, options?: { cause?: unknown; isInCode?: boolean }) {
    // The catalogue is a union of differently typed entries; this entry fits these details by construction.
    const entry = catalogue[errorName] as unknown as {
      exitCode: number | ((details: ErrorDetails<N>) => number);
      message: (details: ErrorDetails<N>) => string;
      hint: (details: ErrorDetails<N>) => string;
      hintInCode?: (details: ErrorDetails<N>) => string;
    };
    super(entry.message(details), options);
    this.errorName = errorName;
    this.code = `UNATTEND_${errorName}`;
    this.exitCode = typeof entry.exitCode === 'number' ? entry.exitCode : entry.exitCode(details);
    this.hint = ((options?.isInCode === true ? entry.hintInCode : undefined) ?? entry.hint)(details);
    this.details = details;
  }
}

/** Whether a thrown value is the expected failure of that name (of any name when none is given). */
export function isUnattendError<N extends ErrorName>(error: unknown, name?: N): error is UnattendError<N> {
  return error instanceof UnattendError && (name === undefined || error.errorName === name);
}
