import type { KeyItem } from '../../dialogue/widgets/key-menu.js';
import { lookUp } from '../../dialogue/widgets/labels.js';
import { takenByKey } from '../taken-by-key.js';
import type { Turn } from '../turn.js';
import type { ResponseDraft } from './draft.js';

/** The choice by label of a person who pressed the key of an item; undefined when no label means that one alone. */
export function keyChoice([turn, ...others]: readonly Turn[]): ResponseDraft | undefined {
  const taken = turn === undefined || others.length > 0 ? undefined : takenByKey(turn);
  const item = taken?.items[taken.index];
  if (taken === undefined || item === undefined) return undefined;
  const names = taken.items.map((each) => each.names);
  const one = labelsOf(item).find((label) => {
    const found = lookUp(label, names);
    return found.kind === 'found' && found.index === taken.index;
  });
  return one === undefined ? undefined : { kind: 'select', one };
}

/** Without its hint first. */
const labelsOf = ({ text }: KeyItem): readonly string[] => [text.replace(/\s*\([^()]*\)\s*$/, ''), text];
