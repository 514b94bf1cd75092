import { define } from './entry.js';
import type { Place } from './script.js';

/** An exchange that almost matched: what it wants and what stands there, as one line each, and marks below what differs. */
export interface NearMiss {
  readonly place?: Place;
  readonly wanted: string;
  readonly seen: string;
  readonly marks: string;
}

/** What a dialogue failure shows, the same everywhere. Text of the program is redacted before it gets here. */
export interface DialogueEvidence {
  /** The exchange that waited or failed; absent when the dialogue was already complete. */
  readonly place?: Place;
  /** Its pattern as written. */
  readonly pattern?: string;
  /** What the pattern looked at, when that is not the text a person reads. */
  readonly view?: 'screen' | 'bytes';
  /** What on the screen is most like what was awaited but not equal, best first. */
  readonly nearest?: readonly NearMiss[];
  /** The last lines a person would have seen. */
  readonly screen: readonly string[];
  readonly waitedMs: number;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const awaited = (pattern?: string): string =>
  pattern === undefined ? 'the end of the program' : `"${pattern}"`;

function widgetProblem(label: string, reason: string): string {
  switch (reason) {
    case 'absent':
      return `"${label}" is not on the screen`;
    case 'ambiguous':
      return `"${label}" may mean more than one thing on the screen`;
    case 'no check boxes':
      return `The list on the screen is not one of check boxes, so \`only\`, \`add\` and \`remove\` have nothing to tick or untick`;
    case 'choice hidden':
      return `The menu does not show what is chosen now, so "${label}" cannot be added or removed; \`only\` says all that is wanted`;
    case 'none left':
      return `Nothing is to stay chosen, and Enter alone would keep what is`;
    case 'same key':
      return `"${label}" is taken by the same key as what stands above it`;
    case 'stuck':
      return `The keys for "${label}" had no effect`;
    case 'unsteady':
      return `The keys for "${label}" changed the screen again and again, and it never became as wanted`;
    default:
      return `Nothing on the screen looks like a menu, form or button to find "${label}" in`;
  }
}

function widgetHint(reason: string): string {
  if (reason === 'no check boxes')
    return 'Of a menu or a radio list one item is chosen, by its label alone: select: Label.';
  if (reason === 'same key')
    return 'If the program tells upper case from lower, press the key instead of `select`: press: A.';
  if (reason === 'no widget')
    return 'A widget is told by its frame, marks or colours; where it has none of them, press its keys instead: press: [down, enter].';
  if (reason === 'unsteady')
    return 'The program takes back what is ticked or typed, or does not stop drawing; press its keys instead: press: [down, space, enter].';
  return 'Labels are those on the screen above; write one that is there and stands there only once.';
}

function widgetHintInCode(reason: string): string {
  if (reason === 'no check boxes')
    return 'Of a menu or a radio list one item is chosen, by its label alone: select("Label").';
  if (reason === 'same key')
    return 'If the program tells upper case from lower, press the key instead of `select`: press("A").';
  if (reason === 'no widget')
    return 'A widget is told by its frame, marks or colours; where it has none of them, press its keys instead: press("down", "enter").';
  if (reason === 'unsteady')
    return 'The program takes back what is ticked or typed, or does not stop drawing; press its keys instead: press("down", "space", "enter").';
  return 'Labels are those in details.screen; write one that is there and stands there only once.';
}

const listed = (labels: readonly string[]): string =>
  labels.length === 0 ? '.' : `; there is: ${labels.map((label) => `"${label}"`).join(', ')}.`;

export const dialogueErrors = {
  EXPECT_TIMEOUT: define<
    DialogueEvidence & { limitMs: number; limit: 'timeout' | 'exchange timeout' | 'idle' }
  >({
    exitCode: 3,
    meaning: 'A prompt did not come in time.',
    message: ({ pattern, waitedMs, limitMs, limit }) =>
      `Waited ${seconds(waitedMs)} for ${awaited(pattern)} (${limit} ${seconds(limitMs)}).`,
    hint: () =>
      'Compare the pattern with the screen above; a longer `timeout` or `idle` gives a slow installer more time.',
    hintInCode: () =>
      'Compare the pattern with details.screen; a longer `timeoutMs` or `idleMs` gives a slow program more time.',
  }),
  STALLED: define<DialogueEvidence & { prompt: string; silentMs: number }>({
    exitCode: 3,
    meaning: 'The program waits for input and nothing in the script answers what it asks.',
    message: ({ pattern, prompt, silentMs }) =>
      `The program has waited for input for ${seconds(silentMs)} and nothing answers ${prompt === '' ? 'it' : `"${prompt}"`}; the script waits for ${awaited(pattern)}.`,
    hint: () => 'Add an exchange for that question, or correct the pattern that should have matched it.',
    hintInCode: () =>
      'Answer that question, or correct the pattern that should have matched it; to wait all the same, say `stallMs: false`.',
  }),
  SCREEN_AMBIGUOUS: define<DialogueEvidence & { places: number }>({
    exitCode: 3,
    meaning: 'A screen pattern that must be unique matched in several places.',
    message: ({ pattern, places }) =>
      `${awaited(pattern)} stands on the screen in ${places} places; it must be unique.`,
    hint: () => 'Make the pattern longer, or say where it stands: row, cursor, highlighted or box.',
  }),
  WIDGET_FAILED: define<DialogueEvidence & { reason: string; label: string; there: readonly string[] }>({
    exitCode: 3,
    meaning: 'A menu, form or button on the screen could not be worked as the script says.',
    message: ({ label, reason, there }) => `${widgetProblem(label, reason)}${listed(there)}`,
    hint: ({ reason }) => widgetHint(reason),
    hintInCode: ({ reason }) => widgetHintInCode(reason),
  }),
  HANDOVER_IMPOSSIBLE: define<DialogueEvidence>({
    exitCode: 2,
    meaning: 'The script hands the terminal to a person and there is none.',
    message: ({ pattern }) =>
      `The script hands over the terminal at ${awaited(pattern)}, but nobody is at a terminal.`,
    hint: () => 'Run it on a terminal, or answer that exchange in the script.',
  }),
  UNEXPECTED_END: define<DialogueEvidence & { status: string }>({
    exitCode: 3,
    meaning: 'The program ended while a required exchange was still waiting.',
    message: ({ pattern, status }) => `The program ended (${status}) while waiting for ${awaited(pattern)}.`,
    hint: () => 'If that prompt does not always come, mark the exchange `optional: true`.',
    hintInCode: () =>
      'details.screen shows why; if it may end here, await that too: expect([pattern, { eof: true }]), or in a dialogue `optional: true`.',
  }),
  PROGRAM_FAILED: define<DialogueEvidence & { status: string }>({
    exitCode: 4,
    meaning: 'The spawned program ended with another exit code than the script accepts.',
    message: ({ pattern, status }) =>
      `The program failed: ${status}${pattern === undefined ? '' : `, while ${awaited(pattern)} was awaited`}.`,
    hint: () => 'The screen above shows why; if that exit code means success, list it: exit: [0, 3010].',
    hintInCode: () =>
      'details.screen shows why; if that exit code means success, accept it: exit([0, 3010]).',
  }),
  ANSWER_REFUSED: define<DialogueEvidence & { said: string }>({
    exitCode: 3,
    meaning: 'A prompt came back after its answer and no further answer is left.',
    message: ({ pattern, said }) =>
      `The prompt ${awaited(pattern)} came back after it was answered${said === '' ? '' : `; the program said: ${said}`}.`,
    hint: () => 'Correct the answer, or give a list: answer: [first, second].',
    hintInCode: () => 'Correct the answer, or give a list: answer: ["first", "second"].',
  }),
  ANSWER_REPEATED: define<DialogueEvidence & { times: number }>({
    exitCode: 3,
    meaning:
      'The same answer was given again and again and nothing on the screen changed; it was not given once more.',
    message: ({ pattern, times }) =>
      `The same answer to ${awaited(pattern)} was given ${times} times and nothing changed; it was not given again.`,
    hint: () => 'The program does not take this answer here; look at the screen above.',
    hintInCode: () => 'The program does not take this answer here; look at details.screen.',
  }),
  PROMPT_EXCLUDED: define<DialogueEvidence & { condition: string }>({
    exitCode: 3,
    meaning: 'A prompt came that the script says must not come with these parameters.',
    message: ({ pattern, condition }) =>
      `The prompt ${awaited(pattern)} came, but its exchange is only for ${condition}.`,
    hint: () => 'Remove or widen the `when` of that exchange.',
  }),
  FAIL_MATCHED: define<DialogueEvidence & { reason: string }>({
    exitCode: 3,
    meaning: 'A fail-on pattern or a `fail` response fired.',
    message: ({ pattern, reason }) => (reason === '' ? `The program printed ${awaited(pattern)}.` : reason),
    hint: () => 'This is what the script calls a failure; the screen above shows why the program said so.',
    hintInCode: () =>
      'This is what `failOn` or `fail` calls a failure; details.screen shows why the program said so.',
  }),
  PATTERN_TOO_SLOW: define<{ place?: Place; expression: string; screen: readonly string[] }>({
    exitCode: 3,
    meaning: 'A regular expression can take the text in so many ways that looking for it was given up.',
    message: ({ expression }) =>
      `Looking for ${expression} took too long: it can take this text in too many ways.`,
    hint: () =>
      'Say more exactly what stands there: fewer repetitions that take the same text (`.*`, `\\S+`, `\\s+`), `[^:]*:` rather than `.*:`. Without look-around, back references and the flags i, u and v no expression takes long.',
  }),
  SECRET_VISIBLE: define<DialogueEvidence & { secret: string }>({
    exitCode: 3,
    meaning: 'The program would have shown a secret; nothing was sent.',
    message: ({ pattern, secret }) =>
      `The secret "${secret}" was not sent to ${awaited(pattern)}: the program would show it.`,
    hint: () => 'If that is wanted, say `visible: true` beside the answer.',
  }),
  PROMPT_GONE: define<DialogueEvidence>({
    exitCode: 3,
    meaning: 'The program went on while a secret waited to be typed; nothing was sent.',
    message: ({ pattern }) => `The program went on before the secret for ${awaited(pattern)} could be typed.`,
    hint: () => 'What the program asks now stands on the screen above; nothing was sent to it.',
    hintInCode: () => 'What the program asks now stands in details.screen; nothing was sent to it.',
  }),
  ANSWER_TOO_LONG: define<DialogueEvidence & { bytes: number; limitBytes: number }>({
    exitCode: 3,
    meaning: 'An answer is longer than a terminal line can hold; nothing was sent.',
    message: ({ pattern, bytes, limitBytes }) =>
      `The answer to ${awaited(pattern)} has ${bytes} bytes; a terminal in line mode holds ${limitBytes}.`,
    hint: () => 'Shorten the answer, or hand the value to the program through a file or its environment.',
  }),
};
