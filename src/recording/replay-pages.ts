import type { Submission } from '../terminal/line-edit.js';
import { cursorLineOf } from './field.js';
import { pagerRule } from './generate/pager.js';
import { isSamePattern } from './generate/pattern.js';
import type { PatternDraft } from './generate/draft.js';
import type { Turn } from './turn.js';

/** A prompt of a pager and the keys that a person pressed at it, each as what it submits. */
interface Pager {
  readonly expect: PatternDraft;
  readonly keys: Submission[];
  readonly turns: Turn[];
}

/**
 * For each turn that turned a page the keys that do so, whichever was pressed there: those that were pressed at the same
 * prompt, one press each. A script has one rule for a pager, and a person a key for every mood.
 */
export function pageKeys(turns: readonly Turn[]): ReadonlyMap<Turn, readonly Submission[]> {
  const pagers: Pager[] = [];
  for (const turn of turns) {
    const rule = pagerRule(turn, cursorLineOf(turn.before).before);
    if (rule?.response.kind !== 'press') continue;
    const { expect, response } = rule;
    let pager = pagers.find((each) => isSamePattern(each.expect, expect));
    if (pager === undefined) pagers.push((pager = { expect, keys: [], turns: [] }));
    pager.turns.push(turn);
    pager.keys.push(...response.keys.map(submissionOf));
  }
  return new Map(pagers.flatMap(({ keys, turns: own }) => own.map((turn) => [turn, keys] as const)));
}

function submissionOf(key: string): Submission {
  const text = key === 'space' ? ' ' : key;
  return text.length === 1 ? { isCleared: false, text } : { isCleared: false, text: '', key };
}
