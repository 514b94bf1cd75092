import { lookUp } from '../../dialogue/widgets/labels.js';
import { findNumberedMenu, type NumberedMenu } from '../../dialogue/widgets/numbered.js';
import type { Turn } from '../turn.js';
import type { ResponseDraft } from './draft.js';
import type { Sight } from './sights.js';

/** The choice by label of a person who typed numbers at a numbered menu; undefined when they typed something else. */
export function numberedChoice(turn: Turn, sight: Sight): ResponseDraft | undefined {
  if (turn.key !== 'enter' || !/^\d{1,4}(?:[ ,]+\d{1,4})*$/.test(turn.text)) return undefined;
  const menu = findNumberedMenu({ screen: turn.before, text: sight.text });
  // A number that is filled in is erased by whoever chooses another one.
  if (menu?.isCertain !== true || turn.isCleared !== (menu.prefilled !== '')) return undefined;
  const labels = turn.text.split(/[ ,]+/).map((number) => labelOf(menu, Number(number)));
  const [one, ...others] = labels;
  if (one === undefined || labels.some((label) => label === undefined)) return undefined;
  const isAsTyped = labels.length === 1 || turn.text.includes(menu.separator);
  if (!isAsTyped) return undefined;
  return others.length === 0
    ? { kind: 'select', one }
    : { kind: 'tick', only: labels.filter((label) => label !== undefined) };
}

/** The label of a number, when the menu has no other that it could mean. */
function labelOf({ entries }: NumberedMenu, number: number): string | undefined {
  const index = entries.findIndex((entry) => entry.number === number);
  const label = entries[index]?.label;
  if (label === undefined || label === '') return undefined;
  const found = lookUp(
    label,
    entries.map((entry) => [entry.label]),
  );
  return found.kind === 'found' && found.index === index ? label : undefined;
}
