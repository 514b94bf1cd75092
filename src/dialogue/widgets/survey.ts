import type { WidgetView } from './driver.js';
import { bareText } from './items.js';
import { knownItems, type Window } from './known-items.js';
import { type List, findList } from './list.js';
import { type Eye, type Moves, arrows, giveUp, press, pressAndSee, rest } from './moves.js';
import { shownButtons } from './buttons-shown.js';

/** What a visitor of a list does with each window of it that comes into view; `true` ends the walk. */
export type Visit = (list: FocusedList) => Moves<boolean>;

/** A list with its highlighted item known. */
export type FocusedList = List & { readonly current: number };

/** How many keys may be tried to bring the focus from a button back to the list. */
const maxFocusKeys = 6;

/** No menu a person could use is longer: a list that goes on for ever is none. */
const maxBatches = 5000;

/** The list on the screen, with the focus on it. */
export function* focusList(eye: Eye, label: string): Moves<FocusedList> {
  for (let key = 0; key <= maxFocusKeys; key++) {
    const list = yield* seeList(eye);
    if (list === undefined) return yield* giveUp({ reason: 'no widget', label });
    const { current } = list;
    if (current !== undefined) return { ...list, current };
    yield* press(eye, 'tab');
  }
  const there = findList(eye.view.screen)?.items ?? [];
  return yield* giveUp({ reason: 'stuck', label, there: there.map((item) => item.text) });
}

/** A program that is kept from running while it draws anew has its list half erased: it is looked at again. */
function* seeList(eye: Eye): Moves<List | undefined> {
  for (let look = 0; look < missedLooks; look++) {
    const list = findList(eye.view.screen);
    if (list !== undefined) return list;
    yield* press(eye);
  }
  yield* rest(eye);
  return findList(eye.view.screen);
}

/** Each takes 40 ms to 1 s, long where the program is kept from running. */
const missedLooks = 5;

/**
 * Sees to it that arrow keys move the list: while a button or a text that scrolls has the focus, whiptail shows the highlighted
 * item too. Other programs (dialog) always show a button as highlighted; there the arrows work.
 */
export function* wakeList(eye: Eye, label: string): Moves {
  const { items } = yield* focusList(eye, label);
  for (const arrow of ['down', 'up']) {
    if (!isAway(eye, items.length)) return;
    if (items.length > 1 && (yield* pressAndSee(eye, [arrow], listSeen))) return;
  }
  for (let key = 0; key < maxFocusKeys && isAway(eye, items.length); key++) yield* press(eye, 'tab');
}

/** Whether the focus is on a button, as it seems, or in what else there is in a box with buttons: there the cursor is. */
function isAway({ view: { screen } }: Eye, items: number): boolean {
  const { buttons, current } = shownButtons(screen);
  if (current !== undefined) return items > 1;
  const list = findList(screen);
  const row = list?.items[list.current ?? -1]?.row;
  return buttons.length > 0 && row !== undefined && row !== screen.cursor.row;
}

const listSeen = ({ screen }: WidgetView): unknown => signature(findList(screen));

/**
 * Brings every item of a list into view, downwards and then upwards, and has each window visited. An end is where keys
 * change nothing, or, in a list that goes round, where nothing new has come for more keys than the window has rows.
 */
export function* walkList(eye: Eye, label: string, visit: Visit): Moves {
  for (const direction of [1, -1]) {
    const seen: Window[] = [];
    let known = 0;
    let keysSinceNew = 0;
    for (let batch = 0; batch < maxBatches; batch++) {
      const list = yield* focusList(eye, label);
      if (yield* visit(list)) return;
      const now = yield* focusList(eye, label);
      seen.push(now);
      const count = knownItems(seen).length;
      if (count > known) keysSinceNew = 0;
      known = count;
      if (keysSinceNew > now.items.length + 1) return;
      const step = stepIn(now);
      const hasMoved = yield* pressAndSee(eye, arrows(direction * step, list.axis), ({ screen }) =>
        signature(findList(screen)),
      );
      if (!hasMoved) break;
      keysSinceNew += step;
    }
  }
}

/** As far as it goes with an item still in view; one that may have a hint behind it is to be seen when it is not highlighted. */
function stepIn({ items, current }: FocusedList): number {
  const text = items[current]?.text ?? '';
  const mayBeHinted = bareText(text) !== text;
  return Math.max(1, mayBeHinted ? Math.floor((items.length - 1) / 2) : items.length - 2);
}

/**
 * Goes to an item that is in view: several keys at once, then one by one, until it is highlighted, also at a second
 * look: a key that a busy program takes late would move on from it. `find` says where in the list it is, or -1.
 */
export function* goTo(eye: Eye, text: string, find: (list: FocusedList) => number): Moves {
  let isSure = false;
  for (let failures = 0, attempt = 0; attempt < maxAttempts; attempt++) {
    const list = yield* focusList(eye, text);
    const target = find(list);
    if (target === list.current) {
      if (isSure) return;
      isSure = true;
      yield* press(eye);
      continue;
    }
    isSure = false;
    const distance = target === -1 ? 1 : target - list.current;
    const keys = arrows(attempt === 0 ? distance : Math.sign(distance), list.axis);
    const hasMoved = yield* pressAndSee(eye, keys, listSeen);
    failures = hasMoved ? 0 : failures + 1;
    if (failures === 2) break;
  }
  const there = findList(eye.view.screen)?.items ?? [];
  yield* giveUp({ reason: 'stuck', label: text, there: there.map((item) => item.text) });
}

/** Far more than the rows of any screen. */
const maxAttempts = 500;

/** What changes when the highlighted item changes. */
function signature(list: List | undefined): unknown {
  return list === undefined ? undefined : [list.current, list.items.map((item) => item.text)];
}
