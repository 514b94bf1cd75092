import { maybeSameItem } from '../dialogue/widgets/items.js';
import { findList, type List } from '../dialogue/widgets/list.js';
import type { Screen } from '../screen.js';
import { DrawingSteps } from './drawing-steps.js';
import { shownLate } from './field.js';
import type { Draft } from './open-turn.js';

/**
 * A key that ends a turn may be pressed before the program has drawn those before it; a recording then has both drawings behind the
 * key. Finds the screen that the program had when it took the key.
 */
export class LateDraws {
  readonly #turn: Draft;
  /** As the list was seen up to the key: what was drawn last may be a part of it. */
  readonly #lists: readonly ShownList[];
  readonly steps = new DrawingSteps();

  private constructor(turn: Draft, lists: readonly ShownList[]) {
    this.#turn = turn;
    this.#lists = lists;
  }

  /** Undefined where there is nothing to see: where the terminal echoes by itself, and where the text stood there already. */
  static of(turn: Draft, previous: Draft | undefined): LateDraws | undefined {
    const { echo, shown, text, before, after } = turn;
    if (echo === 'on' || echo === 'off' || (shown === 'plain' && text.trim() !== '')) return undefined;
    const screens = [...(previous === undefined ? [] : [previous.before]), before, after];
    const lists = screens.flatMap((screen) => listOn(screen) ?? []);
    return lists.length > 0 || isUnseen(turn) ? new LateDraws(turn, lists) : undefined;
  }

  /** A screen of after the key. */
  see(screen: Screen): void {
    this.#seeText(screen);
    if (this.#isWholeList(listOn(screen))) this.#turn.after = screen;
  }

  /** Only where the program shows the text by itself. */
  #seeText(screen: Screen): void {
    if (!isUnseen(this.#turn)) return;
    const now = shownLate(this.#turn.text, this.#turn.before, screen);
    if (now === undefined) return;
    this.#turn.shown = now;
    this.#turn.after = screen;
  }

  #isWholeList(now: ShownList | undefined): boolean {
    if (now?.current === undefined) return false;
    const same = this.#lists.filter((list) => isSameList(list, now));
    const known = same.flatMap(({ items }) => items.map(({ text }) => text));
    return (
      same.length > 0 &&
      same.every(({ items }) => items.length <= now.items.length) &&
      !now.items.some(({ text }) => isBeginning(text, known))
    );
  }
}

const isUnseen = ({ echo, text, secret, shown }: Draft): boolean =>
  echo === 'raw' && text.trim() !== '' && secret === undefined && shown !== 'plain';

interface ShownList extends List {
  /** The row above it, without the hint behind it, which goes with the first key. */
  readonly question: string;
}

function listOn(screen: Screen): ShownList | undefined {
  const list = findList(screen);
  if (list === undefined) return undefined;
  const above = screen.lines[(list.items[0]?.row ?? 0) - 1]?.text ?? '';
  return { ...list, question: above.replace(/\s*\([^()]*\)\s*$/, '') };
}

const isSameList = (one: ShownList, other: ShownList): boolean =>
  one.question === other.question &&
  one.items.some(({ text }) => other.items.some((item) => maybeSameItem(item.text, text)));

/** Whether an item is being written: it is none of those that are known, but one of them begins so. */
const isBeginning = (text: string, known: readonly string[]): boolean =>
  !known.some((each) => maybeSameItem(each, text)) && known.some((each) => each.startsWith(text));
