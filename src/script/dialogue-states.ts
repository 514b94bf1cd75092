import { entriesOf } from './items.js';
import type { ScriptExchange, ScriptItem } from './model.js';

/** What happens in a state: an exchange is seen, and where that leads. */
export interface Transition {
  readonly exchange: ScriptExchange;
  /** Of a branch: its name, such as `3a`. */
  readonly branch?: string;
  /** The state that follows, or `end` or `failure`. */
  readonly to: string;
  /** Of a branch: the states behind it. */
  readonly then: readonly State[];
}

/** A place in a dialogue: `3`, or in a branch `3a.1`. */
export interface State {
  readonly id: string;
  readonly kind: ScriptItem['kind'];
  /** Whether it may be passed over: nothing in it must be seen. */
  readonly isOptional: boolean;
  /** The states behind it that are live together with it once it may be left, `end` for the end. */
  readonly beyond: readonly string[];
  readonly transitions: readonly Transition[];
}

/** The states of a dialogue, as its rules say (docs/language.md, who answers). */
export function dialogueStates(
  items: readonly ScriptItem[],
  prefix = '',
  following: readonly string[] = ['end'],
): readonly State[] {
  const idOf = (index: number): string => `${prefix}${index + 1}`;
  /** What is live from an item on: itself and, where it may be left out, what comes behind it. */
  const liveFrom = (index: number): readonly string[] => {
    const item = items[index];
    if (item === undefined) return following;
    return [idOf(index), ...(isOptionalItem(item) ? liveFrom(index + 1) : [])];
  };
  return items.map((item, index) => {
    const id = idOf(index);
    const beyond = liveFrom(index + 1);
    const transitions =
      item.kind === 'one-of'
        ? item.branches.map(({ exchange, then }, number): Transition => {
            const branch = `${id}${branchName(number)}`;
            const states = dialogueStates(then, `${branch}.`, beyond);
            return { exchange, branch, to: target(exchange, states[0]?.id ?? beyond[0]), then: states };
          })
        : entriesOf(item).map((exchange): Transition => {
            const stays = item.kind === 'any-order' || exchange.maxTimes > 1;
            return { exchange, to: target(exchange, stays ? id : beyond[0]), then: [] };
          });
    return { id, kind: item.kind, isOptional: isOptionalItem(item), beyond, transitions };
  });
}

const isOptionalItem = (item: ScriptItem): boolean => entriesOf(item).every(({ isOptional }) => isOptional);

function target({ response, expect }: ScriptExchange, next: string | undefined): string {
  if (response.kind === 'fail') return 'failure';
  return expect.pattern.kind === 'eof' ? 'end' : (next ?? 'end');
}

/** a, b, … z, aa, ab, … */
function branchName(number: number): string {
  const rest = Math.floor(number / 26);
  return (rest === 0 ? '' : branchName(rest - 1)) + String.fromCharCode(97 + (number % 26));
}
