import { isSecretByWording } from '../secret-wording.js';
import type { Turn } from '../turn.js';
import type { SecretDraft } from './draft.js';
import { nameFromPrompt } from '../name-from-prompt.js';
import { freeName } from './words.js';

/** Why an answer is a secret; `told`: whoever recorded it said so. */
export type SecretReason = 'told' | 'hidden' | 'masked' | 'wording';

/** Whether an answer is a secret, and why. A single key is none, and no answer is none. */
export function secretReason(turn: Turn, prompt: string): SecretReason | undefined {
  if (turn.secret !== undefined) return 'told';
  if (turn.text === '' || turn.key === undefined) return undefined;
  if (turn.shown === 'masked') return 'masked';
  if (turn.shown === 'hidden' && turn.echo !== 'on' && !turn.before.isAlternate) return 'hidden';
  if (turn.shown === 'plain' && isSecretByWording(prompt, turn.text)) return 'wording';
  return undefined;
}

/** The secrets of a recording by name; values that are known are only compared. */
export interface SecretBook {
  add(turn: Turn, prompt: string, reason: SecretReason): string;
  readonly all: readonly SecretDraft[];
  /** Values that stand in the recording itself and must not get into the script. */
  readonly values: readonly string[];
}

export function createSecretBook(): SecretBook {
  const all: SecretDraft[] = [];
  const names = new Map<string, string>();
  return {
    all,
    get values() {
      return [...names.keys()];
    },
    add(turn, prompt, reason) {
      const known = turn.secret ?? names.get(turn.text);
      if (known !== undefined && all.some(({ name }) => name === known)) return known;
      const name =
        turn.secret ??
        freeName(nameFromPrompt(prompt, 'secret'), (each) => all.some((other) => other.name === each));
      if (turn.secret === undefined) names.set(turn.text, name);
      all.push({ name, comments: commentsOf(reason) });
      return name;
    },
  };
}

function commentsOf(reason: SecretReason): readonly string[] {
  if (reason === 'told') return [];
  const why = {
    hidden: 'what was typed was not shown',
    masked: 'what was typed was shown as other characters',
    wording: 'by the wording of its prompt; what was typed was shown',
  }[reason];
  return [`guessed: ${why}. Its value is in the recording: keep that file to yourself.`];
}
