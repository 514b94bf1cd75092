import type { Screen } from '../../screen.js';
import { cursorLineOf, isMaskText, type Shown } from '../field.js';
import { holdsCredentials } from '../secret-form.js';
import { isChoice, isSecretByWording } from '../secret-wording.js';
import type { Turn } from '../turn.js';
import type { SecretDraft } from './draft.js';
import { nameFromPrompt } from '../name-from-prompt.js';
import { freeName } from './words.js';

/** Why a text is a secret; `told`: whoever recorded it said so. */
export type SecretReason = 'told' | 'hidden' | 'masked' | 'wording' | 'form' | 'unseen' | 'command' | 'part';

/** Whether an answer is a secret, and why. A single key without Enter is none, nor is no answer. */
export function secretReason(turn: Turn, prompt: string): SecretReason | undefined {
  const { text, key, echo, before } = turn;
  if (turn.secret !== undefined) return 'told';
  if (text.trim() === '' || (key === undefined && Array.from(text).length === 1)) return undefined;
  const shown = turn.shown ?? (key === undefined ? takenAs(turn) : undefined);
  if (shown === 'masked') return 'masked';
  if (shown === 'hidden' && echo !== 'on' && !before.isAlternate)
    return isChoice(prompt, text) ? undefined : 'hidden';
  if (!isSecretByWording(prompt, text)) return undefined;
  return holdsCredentials(text) ? 'form' : 'wording';
}

/** How a text was shown that the program took without Enter: what stood behind its prompt when the next one was there. */
function takenAs({ text, before, after }: Turn): Shown | undefined {
  const prompt = cursorLineOf(before).before;
  const line = after.lines.findLast((each) => each.text.startsWith(prompt.trimEnd()));
  if (prompt.trim() === '' || line === undefined)
    return isOnScreen(text, after) || isRepeated(text) ? undefined : 'hidden';
  const behind = line.text.slice(prompt.trimEnd().length).trim();
  if (behind === '') return isRepeated(text) ? undefined : 'hidden';
  if (behind.includes(text.trim())) return 'plain';
  return isMaskText(behind) ? 'masked' : undefined;
}

const isOnScreen = (text: string, { lines }: Screen): boolean =>
  lines.some((line) => line.text.includes(text.trim()));

/** The same letter again and again moves in something, and is no text. */
const isRepeated = (text: string): boolean => /^(\p{L}?)\1*$/u.test(text.trim());

/** Whether what was typed stood on the screen. */
export const isShown = (reason: SecretReason): boolean => reason === 'wording' || reason === 'form';

/** What is taken for a secret while a recording is drafted, by name; values that are known are only compared. */
export interface SecretBook {
  /** The name to answer with. */
  add(turn: Turn, prompt: string, reason: SecretReason): string;
  /** Which of them a script declares, its finished draft says. */
  readonly all: readonly SecretDraft[];
  /** Values that stand in the recording itself and must not get into the script, each with its secret's name. */
  readonly values: ReadonlyMap<string, string>;
}

/** A book that takes secrets that nobody typed, too. */
export interface OpenSecretBook extends SecretBook {
  addValue(value: string, asked: string, reason: SecretReason): string;
  /** One whose value the recording does not hold. */
  addName(name: string): void;
}

export function createSecretBook(): OpenSecretBook {
  const all: SecretDraft[] = [];
  const values = new Map<string, string>();
  const isNamed = (name: string): boolean => all.some((each) => each.name === name);
  const addValue = (value: string, asked: string, reason: SecretReason): string => {
    const known = values.get(value);
    if (known !== undefined) return known;
    const name = freeName(nameFromPrompt(asked, 'secret'), isNamed);
    values.set(value, name);
    all.push({ name, comments: commentsOf(reason) });
    return name;
  };
  const addName = (name: string, reason: SecretReason = 'told'): void => {
    if (!isNamed(name)) all.push({ name, comments: commentsOf(reason) });
  };
  return {
    all,
    values,
    addValue,
    addName,
    add({ secret, text }, prompt, reason) {
      if (secret === undefined) return addValue(text, prompt, reason);
      addName(secret, reason);
      return secret;
    },
  };
}

/** What a reviewer has to know of a secret that somebody's recording holds. */
export function commentsOf(reason: SecretReason): readonly string[] {
  if (reason === 'told') return [];
  const why = {
    hidden: 'what was typed was not shown',
    masked: 'what was typed was shown as other characters',
    wording: 'by the wording of its prompt; what was typed was shown',
    form: 'what was typed holds credentials, and was shown',
    unseen: 'what was typed stood nowhere on the screen',
    command: 'by its place in the command',
    part: 'what was typed holds the value of another secret',
  }[reason];
  return [`guessed: ${why}. Its value is in the recording: keep that file to yourself.`];
}

/** Longer ones of which nothing is seen are typed into a field, and not pressed one by one. */
const longUnseen = 4;

/** Whether what was typed stands nowhere: its keys are no keys of a menu, and are not to be read in a script. */
export function isUnseen({ text, secret, shown, after }: Turn): boolean {
  if (secret !== undefined) return true;
  const { length } = Array.from(text.trim());
  if (isRepeated(text)) return false;
  if (shown === 'hidden' || shown === 'masked') return length > 1;
  return length >= longUnseen && !isOnScreen(text, after);
}
