import { isSameItem } from '../dialogue/widgets/items.js';
import { findList, type List } from '../dialogue/widgets/list.js';
import type { Screen } from '../screen.js';
import { shownAs } from './field.js';
import type { Draft } from './open-turn.js';

/** So many pieces of what was written after a key are looked at: redrawn prompts and lists of a few rows are in the first ones. */
const mostPieces = 64;

/** Output in the pieces in which a program moves about while it draws. */
export function drawingSteps(output: string): readonly string[] {
  const steps = output.split(/(?=\x1b\[)/);
  const rest = steps.splice(mostPieces).join('');
  return rest === '' ? steps : [...steps, rest];
}

/**
 * A key that ends a turn may be pressed before the program has drawn those before it; a recording then has both drawings behind the
 * key. Finds the screen that the program had when it took the key.
 */
export class LateDraws {
  readonly #turn: Draft;
  /** As the list was seen up to the key: what was drawn last may be a part of it. */
  readonly #lists: readonly ShownList[];

  constructor(turn: Draft, previous: Draft | undefined) {
    this.#turn = turn;
    const screens = [...(previous === undefined ? [] : [previous.before]), turn.before, turn.after];
    this.#lists = screens.flatMap((screen) => listOn(screen) ?? []);
  }

  /** A screen of after the key. */
  see(screen: Screen): void {
    this.#seeText(screen);
    if (this.#isWholeList(listOn(screen))) this.#turn.after = screen;
  }

  /** Only where the program shows the text by itself, and where it drew before: below that it says something new. */
  #seeText(screen: Screen): void {
    const { before, text, echo, shown, secret } = this.#turn;
    if (echo !== 'raw' || text.trim() === '' || secret !== undefined || shown === 'plain') return;
    const end = before.lines.findLastIndex((line) => line.text !== '');
    if (screen.lines.slice(end + 1).some((line) => line.text !== '')) return;
    const now = shownAs(text, before, screen);
    if (now === undefined || now === 'hidden') return;
    this.#turn.shown = now;
    this.#turn.after = screen;
  }

  #isWholeList(now: ShownList | undefined): boolean {
    if (now?.current === undefined) return false;
    const same = this.#lists.filter((list) => isSameList(list, now));
    return same.length > 0 && same.every(({ items }) => items.length <= now.items.length);
  }
}

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
  one.items.some(({ text }) => other.items.some((item) => isSameItem(item.text, text)));
