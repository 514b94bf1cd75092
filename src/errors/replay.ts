import type { NearMiss } from './dialogue.js';
import { define } from './entry.js';
import type { Place } from './script.js';

/** An answer of a recording and where it stands there. */
export interface RecordedAnswerPlace {
  readonly file: string;
  readonly atSeconds: number;
  /** Its number among the recording's events, from 1. */
  readonly event: number;
  /** What stood before the cursor. */
  readonly prompt: string;
  /** What was typed, in the words of a script. */
  readonly answer: string;
}

/** The end of a recorded program, where nothing is answered any more. */
export interface RecordedEnd {
  readonly file: string;
  readonly atSeconds: number;
  /** The number of its last event among the recording's, from 1. */
  readonly event: number;
  /** What is there, in words: `the program ended (exit code 0)`. */
  readonly what: string;
  /** The answer before it, if there is one. */
  readonly last?: RecordedAnswerPlace;
}

const count = (list: readonly string[]): string =>
  list.length === 0 ? 'no program' : list.map((each) => `"${each}"`).join(', ');

const there = ({ prompt, answer }: RecordedAnswerPlace): string =>
  prompt === '' ? `the answer is ${answer}` : `"${prompt}" is answered with ${answer}`;

const noMore = 'nothing is answered any more';

export const replayErrors = {
  REPLAY_MISMATCH: define<{
    place?: Place;
    pattern?: string;
    /** What the script does here, e.g. `answers "no" enter`. */
    script: string;
    /** Absent when nothing is answered there any more. */
    recorded?: RecordedAnswerPlace;
    /** There in its place. */
    end?: RecordedEnd;
    /** What the script waits for in vain and what on the screen is most like it. */
    nearest?: readonly NearMiss[];
    screen: readonly string[];
  }>({
    exitCode: 3,
    meaning: 'A replayed script does something else than was recorded.',
    message: ({ script, recorded, end }) =>
      `The script ${script}; in the recording ${recorded === undefined ? (end?.what ?? noMore) : there(recorded)}.`,
    hint: () => 'Correct the script; when the installer has changed, make a new recording of it.',
  }),
  REPLAY_PROGRAMS: define<{
    place?: Place;
    file: string;
    started: readonly string[];
    recordedPrograms: readonly string[];
  }>({
    exitCode: 3,
    meaning: 'A replayed script starts other programs than were recorded.',
    message: ({ started, recordedPrograms, file }) =>
      `The script starts ${count(started)}; ${file} is of ${count(recordedPrograms)}.`,
    hint: () => 'Give the recording of this script, and the parameters it was made with.',
  }),
  REPLAY_UNKNOWN: define<{ name: string; place?: Place }>({
    exitCode: 2,
    meaning: 'A replayed script needs a value that only a run has.',
    message: ({ name, place }) =>
      `The value of \${{ ${name} }} is not in the recording${place === undefined ? '' : `: a \`run\` step saves it, and a replay runs none`}.`,
    hint: () => 'A replay has parameters, inputs, and what the dialogue itself saves.',
  }),
  REPLAY_CUT: define<{
    place?: Place;
    pattern?: string;
    file: string;
    atSeconds: number;
    screen: readonly string[];
  }>({
    exitCode: 3,
    meaning: 'A replayed recording ends before its program did.',
    message: ({ file, atSeconds, pattern }) =>
      `${file} ends at ${atSeconds.toFixed(1)} s, before the program did${pattern === undefined ? '' : `, and the script waits for "${pattern}"`}.`,
    hint: () => 'Give the recording of a session that came to its end.',
  }),
};
