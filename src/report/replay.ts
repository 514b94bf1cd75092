import type { UnattendError } from '../errors.js';
import { errorToJson } from './json.js';
import type { JunitCase } from './junit.js';
import { renderFailure } from './failure.js';
import { cleanLine } from './text.js';

/** What became of one script and one recording. */
export interface ReplayOutcome {
  readonly script: string;
  /** Undefined for a script that has none. */
  readonly recording?: string;
  readonly durationMs: number;
  readonly programs: number;
  readonly answers: number;
  readonly recordedSeconds: number;
  readonly error?: UnattendError;
}

/** All that was replayed, and recordings of the directory that belong to no script. */
export interface ReplayReport {
  readonly outcomes: readonly ReplayOutcome[];
  readonly strays: readonly string[];
}

/** One line for each: `passed  a.yaml  a.cast  3 answers of 41.2 s`. */
export function replayLine({ script, recording, error, answers, recordedSeconds }: ReplayOutcome): string {
  const names = [script, recording ?? ''].map(cleanLine).join('  ').trimEnd();
  if (error !== undefined) return `FAILED  ${names}`;
  if (recording === undefined) return `no recording  ${names}`;
  const count = `${answers} answer${answers === 1 ? '' : 's'}`;
  return `passed  ${names}  ${count}, ${recordedSeconds.toFixed(1)} s`;
}

/** The line of a recording without a script. */
export const strayLine = (recording: string): string => `no script  ${cleanLine(recording)}`;

/** `3 passed, 1 failed`, how many scripts have no recording, and how many recordings no script. */
export function replayTotals({ outcomes, strays }: ReplayReport): string {
  const { passed, failed, missing } = countsOf(outcomes);
  const without = missing === 0 ? '' : `, ${missing} without a recording`;
  const own = strays.length === 1 ? '1 recording' : `${strays.length} recordings`;
  return `${passed} passed, ${failed} failed${without}${strays.length === 0 ? '' : `, ${own} without a script`}`;
}

export function replaysToJson({ outcomes, strays }: ReplayReport): unknown {
  const replays = outcomes.map((each) => ({
    script: each.script,
    recording: each.recording ?? null,
    ok: each.recording === undefined ? null : each.error === undefined,
    programs: each.programs,
    answers: each.answers,
    recordedMs: Math.round(each.recordedSeconds * 1000),
    durationMs: Math.round(each.durationMs),
    error: each.error === undefined ? null : errorToJson(each.error),
  }));
  return { version: 1, ...countsOf(outcomes), replays, strays };
}

/** The same as test cases; the body of a failure is the block that people read. */
export function replayCases(
  { outcomes, strays }: ReplayReport,
  commandOf: (outcome: ReplayOutcome) => string,
): readonly JunitCase[] {
  const played = outcomes.map((outcome) => {
    const { script, recording, durationMs, error } = outcome;
    return {
      group: script,
      name: recording ?? 'recording',
      seconds: durationMs / 1000,
      ...(recording === undefined && { skipped: 'no recording' }),
      ...(error !== undefined && {
        failure: {
          message: error.message,
          type: error.code,
          text: renderFailure(error, { color: false, command: commandOf(outcome) }),
        },
      }),
    };
  });
  const passedOver = strays.map((recording) => ({
    group: recording,
    name: 'script',
    seconds: 0,
    skipped: 'no script',
  }));
  return [...played, ...passedOver];
}

function countsOf(outcomes: readonly ReplayOutcome[]): { passed: number; failed: number; missing: number } {
  const failed = outcomes.filter(({ error }) => error !== undefined).length;
  const missing = outcomes.filter(
    ({ error, recording }) => error === undefined && recording === undefined,
  ).length;
  return { passed: outcomes.length - failed - missing, failed, missing };
}
