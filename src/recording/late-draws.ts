import { isSameItem } from '../dialogue/widgets/items.js';
import { findList, type List } from '../dialogue/widgets/list.js';
import type { Screen } from '../screen.js';
import { shownAs } from './field.js';
import type { Draft } from './open-turn.js';

/** So many steps of a drawing after a key are looked at: redrawn prompts and lists of a few rows are in the first ones. */
const mostSteps = 64;

/**
 * A key that ends a turn may be pressed before the program has drawn those before it; a recording then has both drawings behind the
 * key. Finds the screen that the program had when it took the key.
 */
export class LateDraws {
  readonly #turn: Draft;
  /** As the list was seen up to the key: what was drawn last may be a part of it. */
  readonly #lists: readonly ShownList[];
  #stepsLeft = mostSteps;

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

  /** Output in the steps in which the program moves about while it draws; what nobody need look at is one. */
  stepsOf(output: string): readonly string[] {
    const steps = output.split(/(?=\x1b\[)/);
    const rest = steps.splice(this.#stepsLeft).join('');
    return rest === '' ? steps : [...steps, rest];
  }

  /** Whether it looks at more screens. */
  get isLooking(): boolean {
    return this.#stepsLeft > 0;
  }

  /** A screen of after the key. */
  see(screen: Screen): void {
    this.#stepsLeft--;
    this.#seeText(screen);
    if (this.#isWholeList(listOn(screen))) this.#turn.after = screen;
  }

  /** Only where the program shows the text by itself, and where it drew before: below that it says something new. */
  #seeText(screen: Screen): void {
    const { before, text } = this.#turn;
    if (!isUnseen(this.#turn)) return;
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
  one.items.some(({ text }) => other.items.some((item) => isSameItem(item.text, text)));
