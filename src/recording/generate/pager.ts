import { findList } from '../../dialogue/widgets/list.js';
import { keyPrompts } from '../key-prompts.js';
import type { Turn } from '../turn.js';
import type { ExchangeDraft, PatternDraft } from './draft.js';

/** How what asks for nothing but a key, and may come any number of times, is awaited. */
const pagers: readonly { readonly find: RegExp; readonly expect: (found: string) => PatternDraft }[] = [
  { find: keyPrompts.more, expect: literal },
  { find: keyPrompts.end, expect: onLastRow },
  { find: keyPrompts.moreLine, expect: literal },
  { find: keyPrompts.enter, expect: literal },
  { find: keyPrompts.space, expect: literal },
  { find: keyPrompts.any, expect: literal },
];

function literal(found: string): PatternDraft {
  return { kind: 'text', parts: [{ text: found }] };
}

function onLastRow(found: string): PatternDraft {
  return { kind: 'screen', parts: [{ text: found.trim() }], row: -1 };
}

/** less's own prompt. */
const colon: PatternDraft = {
  kind: 'screen',
  parts: [{ text: ':', varies: { name: 'prompt of less', source: '^:$' } }],
  row: -1,
  isAtCursor: true,
};

/** The rule for a turn that only turned a page or went on, or undefined when the turn answers something. */
export function pagerRule(turn: Turn, line: string): ExchangeDraft | undefined {
  const key = keyOf(turn);
  const expect = key === undefined ? undefined : pagerPrompt(turn, line);
  if (key === undefined || expect === undefined) return undefined;
  // A menu may say which key confirms it.
  const isMenu = turn.echo !== 'on' && findList(turn.before)?.current !== undefined;
  return isMenu ? undefined : { expect, response: { kind: 'press', keys: [key] }, comments: [] };
}

function pagerPrompt({ before, key }: Turn, line: string): PatternDraft | undefined {
  const text = line.trim() === '' ? (before.lines[before.cursor.row]?.text ?? '') : line;
  for (const { find, expect } of pagers) {
    const found = find.exec(text);
    if (found !== null) return expect(found[0]);
  }
  const isLess = before.cursor.row === before.rows - 1 && before.lines.at(-1)?.text.trim() === ':';
  return isLess && key !== 'ctrl-c' ? colon : undefined;
}

const pageKeys = new Set(['enter', 'space', 'page-down', 'down', 'escape', 'tab']);

function keyOf({ text, key, secret }: Turn): string | undefined {
  if (secret !== undefined) return undefined;
  if (text === '') return key !== undefined && pageKeys.has(key) ? key : undefined;
  if (key !== undefined || Array.from(text).some((each) => each !== text[0])) return undefined;
  return text.startsWith(' ') ? 'space' : text[0];
}
