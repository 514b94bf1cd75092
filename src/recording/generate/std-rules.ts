import { createMatcher } from '../../dialogue/matcher.js';
import { findOnScreen } from '../../dialogue/screen-match.js';
import type { Pattern, Response } from '../../dialogue/types.js';
import type { Screen } from '../../screen.js';
import { type StdPart, stdParts } from '../../script/std.js';
import type { Turn } from '../turn.js';
import type { ResponseDraft, StdAnswer } from './draft.js';
import { keysOf } from './one-by-one.js';

/** A prompt that a part of the tool's own answers by itself, and the keys it presses there. */
export interface StdRule {
  readonly part: StdPart;
  readonly pattern: Pattern;
  readonly keys: readonly string[];
}

/** The rules of the files in std/. */
export async function loadStdRules(): Promise<readonly StdRule[]> {
  // Schema and YAML take a quarter of a second to load.
  const { parseSession } = await import('../../script/parse-session.js');
  const { compileDialogue } = await import('../../script/compile-dialogue.js');
  const nothing = { params: {}, lookup: () => '', save: () => undefined };
  return stdParts.flatMap((part) => {
    const text = `unattend: 1\ndeploy: [ { spawn: std, always: [ { use: ${part} } ] } ]\n`;
    return parseSession(part, text).deploy.flatMap((step) =>
      step.kind === 'spawn'
        ? compileDialogue(step, nothing).always.map(({ pattern, response }) => ({
            part,
            pattern,
            keys: keysOfRule(response),
          }))
        : [],
    );
  });
}

const noMatch = { groups: [], named: {}, before: '' };

/** An empty answer is Enter alone. */
function keysOfRule(response: Response): readonly string[] {
  if (response.kind === 'press') return response.keys;
  if (response.kind !== 'text') return [];
  const [source] = response.sources;
  const text = source.kind === 'text' ? source.render(noMatch) : '';
  return [...Array.from(text), ...(response.hasEnter ? ['enter'] : [])];
}

/** What a person saw, and what became of what they did there. */
interface Answered {
  /** What stood on the cursor's line, up to the cursor. */
  readonly line: string;
  readonly turns: readonly [Turn, ...Turn[]];
  readonly response: ResponseDraft;
}

/** The part that would have answered by itself; a checkpoint answers nothing, so none can stand for it. */
export function stdAnswerTo(
  rules: readonly StdRule[],
  { line, turns, response }: Answered,
): StdAnswer | undefined {
  if (response.kind === 'none') return undefined;
  const { before } = turns[0];
  const rule = rules.find(({ pattern }) => isThere(pattern, line, before));
  if (rule === undefined) return undefined;
  const keys = keysOfResponse(response) ?? turns.flatMap(keysOf);
  const own = rules.filter(({ part }) => part === rule.part);
  const isSame = areSame(keys, rule.keys) || areOneByOne(own, line, turns);
  return isSame && !isCertain(rule, before) ? undefined : { part: rule.part, isSame };
}

const areSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.join(' ') === other.join(' ');

/** Whether a rule of its own answers each turn: Tab leads to a button, which the next one sees and presses. */
const areOneByOne = (rules: readonly StdRule[], line: string, turns: Answered['turns']): boolean =>
  turns.every((turn, at) =>
    rules.some(
      ({ pattern, keys }) =>
        isThere(pattern, at === 0 ? line : '', turn.before) && areSame(keysOf(turn), keys),
    ),
  );

function isThere(pattern: Pattern, line: string, screen: Screen): boolean {
  if (pattern.kind === 'screen') return findOnScreen(pattern.condition, screen).length > 0;
  return (
    (pattern.kind === 'text' || pattern.kind === 'regexp') &&
    createMatcher(pattern).find(line, 0) !== undefined
  );
}

/** Of a button, a list or a form only the turns know the keys. */
function keysOfResponse(response: ResponseDraft): readonly string[] | undefined {
  if (response.kind === 'press') return response.keys.some(isButton) ? undefined : response.keys;
  if (response.kind !== 'answer' || response.source.kind !== 'text') return undefined;
  return [...Array.from(response.source.text), 'enter'];
}

const isButton = (key: string): boolean => key.startsWith('<');

/** What debconf writes above all that it draws. */
const debconfHeading = 'Package configuration';

/** Any program may show a note by whiptail, which is no matter of debconf's. */
const isCertain = ({ part, pattern }: StdRule, { lines }: Screen): boolean =>
  part !== 'std/debconf' || pattern.kind !== 'screen' || lines[0]?.text.trim() === debconfHeading;
