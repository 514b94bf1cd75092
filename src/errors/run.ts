import { define } from './entry.js';
import type { Place } from './script.js';

/** Something in an image that must not be there; of a secret its name, never its value. */
export interface Finding {
  readonly what: string;
  /** A path of the image, or `image:configuration` or `image:history`. */
  readonly place: string;
  readonly line?: number;
  /** The line up to it, secrets hidden. */
  readonly shown?: string;
  /** How many times it stands there. */
  readonly count: number;
  /** What to do about it. */
  readonly remedy: string;
}

const placeOf = ({ place, line }: Finding): string => (line === undefined ? place : `${place}:${line}`);

export const runErrors = {
  STEP_FAILED: define<{ place: Place; command: string; status: string; output: readonly string[] }>({
    exitCode: 4,
    meaning: 'A `run` step or a spawned program ended with another exit code than the script accepts.',
    message: ({ command, status }) => `${command} failed: ${status}.`,
    hint: () => 'If that exit code means success, list it: exit: [0, 3010].',
  }),
  STEP_TIMEOUT: define<{ place: Place; command: string; limitMs: number }>({
    exitCode: 4,
    meaning: 'A `run` step took longer than its timeout and was killed.',
    message: ({ command, limitMs }) => `${command} did not end within ${limitMs / 1000} s.`,
    hint: () => 'Give the step a longer `timeout`.',
  }),
  STEP_OUTPUT: define<{ place: Place; command: string; pattern: string; output: readonly string[] }>({
    exitCode: 4,
    meaning: 'A `run` step ended well but did not print what the script expects.',
    message: ({ command, pattern }) => `${command} did not print "${pattern}".`,
    hint: () => 'Compare `expect` with the output above.',
  }),
  TEST_FAILED: define<{ place: Place; check: string; reason: string; output: readonly string[] }>({
    exitCode: 8,
    meaning: 'A test of the candidate image failed; the candidate was deleted and no tag was moved.',
    message: ({ check, reason }) => `The test "${check}" failed: ${reason}.`,
    hint: () => 'Run with --keep to look at the container.',
  }),
  IMAGE_CONFIG: define<{ field: string; expected: string; actual: string }>({
    exitCode: 5,
    meaning: 'The engine made an image whose configuration is not the one asked for.',
    message: ({ field, expected, actual }) =>
      `The image has ${field} ${actual}, the script asks for ${expected}.`,
    hint: () => 'This engine cannot express that configuration; see docs/decisions.md.',
  }),
  AUDIT_FAILED: define<{ findings: readonly Finding[] }>({
    exitCode: 7,
    meaning: 'The finished image has something of the run in it; it was deleted and no tag was moved.',
    message: ({ findings }) => {
      const [first] = findings;
      const others = findings.length - 1;
      const more = others < 1 ? '' : ` (and ${others} more ${others === 1 ? 'finding' : 'findings'})`;
      return first === undefined
        ? 'The audit found something in the image.'
        : `The image would carry ${first.what}, at ${placeOf(first)}${more}.`;
    },
    hint: () =>
      'What may be there after all goes under audit: allow, by its path; --keep leaves the container to look at.',
  }),
  INTERRUPTED: define<{ signalName: 'SIGHUP' | 'SIGINT' | 'SIGTERM' }>({
    // As shells count a death by a signal: 128 and its number.
    exitCode: ({ signalName }) => ({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })[signalName],
    meaning: 'The run was interrupted and everything was cleaned up.',
    message: ({ signalName }) => `Interrupted by ${signalName}; everything was cleaned up.`,
    hint: () => 'No container, no image and no tag is left of this run.',
  }),
  LAYER_DECLINED: define<{ isKept: boolean }>({
    // A person has stopped the run, as with Ctrl-C.
    exitCode: 130,
    meaning: 'With `--review`, the person at the terminal did not want what the layer would have held.',
    message: ({ isKept }) =>
      `The layer was declined; nothing was committed${isKept ? ', and the container was kept' : ''}.`,
    hint: () => '`unattend run --no-seal` shows what a layer would hold, and asks nothing.',
  }),
  CLEANUP_FAILED: define<{ failures: readonly string[] }>({
    exitCode: 5,
    meaning: 'Something the run made could not be removed.',
    message: ({ failures }) =>
      `Could not clean up: ${failures.map((each) => each.replace(/\.$/, '')).join('; ')}.`,
    hint: () =>
      'The names are in the message; `unattend gc` tries again, for example once the engine is there.',
  }),
};
