import { confirm } from './confirm.js';
import type { SelectTask } from './driver.js';
import { type Item, isSameItem, itemsMeant } from './items.js';
import { findKeyMenu } from './key-menu.js';
import { lookUp } from './labels.js';
import { type List, findList } from './list.js';
import { type Eye, type Moves, giveUp, pressAndSee } from './moves.js';
import { findNumberedMenu } from './numbered.js';
import { selectByKey } from './select-by-key.js';
import { selectByNumber } from './select-by-number.js';
import { type FocusedList, focusList, goTo, wakeList, walkList } from './survey.js';

/** Chooses by label in whatever menu the screen shows, and confirms. */
export function* select(eye: Eye, task: SelectTask): Moves {
  const numbered = findNumberedMenu(eye.view);
  if (numbered?.isCertain === true) return yield* selectByNumber(eye, task, numbered);
  const list = findList(eye.view.screen);
  const keys = list === undefined ? findKeyMenu(eye.view.screen) : undefined;
  if (keys !== undefined) return yield* selectByKey(eye, task, keys);
  if (list === undefined && numbered !== undefined) return yield* selectByNumber(eye, task, numbered);
  const label = task.labels[0] ?? '';
  yield* wakeList(eye, label);
  const { kind } = yield* focusList(eye, label);
  if (kind === 'check') yield* tick(eye, task);
  else yield* choose(eye, task, kind);
  yield* confirm(eye, task.confirm);
}

/** One item of a menu or of a radio list. */
function* choose(eye: Eye, task: SelectTask, kind: 'menu' | 'radio'): Moves {
  const [label, ...others] = task.labels;
  if (label === undefined || others.length > 0 || task.mode === 'remove') {
    return yield* giveUp({ reason: 'no widget', label: others[0] ?? label ?? '' });
  }
  const visible = exactIn(findList(eye.view.screen), label);
  const [text] = visible === undefined ? yield* resolve(eye, [label]) : [visible];
  yield* bringIntoView(eye, text ?? label);
  yield* goTo(eye, text ?? label);
  if (kind === 'radio') yield* toggle(eye, text ?? label, true);
}

/** The text of the only visible item a label names exactly: no need to look through the rest of the list. */
function exactIn(list: List | undefined, label: string): string | undefined {
  const exact = list?.items.filter((item) => item.names.includes(label)) ?? [];
  return exact.length === 1 ? exact[0]?.text : undefined;
}

/** Ticks and unticks until every item is as wanted; changes nothing before every label is found. */
function* tick(eye: Eye, task: SelectTask): Moves {
  const wanted = yield* resolve(eye, task.labels);
  const label = task.labels[0] ?? '';
  yield* walkList(eye, label, function* (list) {
    for (let now = list; ; now = yield* focusList(eye, label)) {
      const wrong = now.items.find((item) => isWrong(item, wanted, task.mode));
      if (wrong === undefined) return false;
      yield* goTo(eye, wrong.text);
      yield* toggle(eye, wrong.text, wrong.isOn !== true);
    }
  });
}

function isWrong(item: Item, wanted: readonly string[], mode: SelectTask['mode']): boolean {
  if (item.isOn === undefined || item.part === 'head') return false;
  const isWanted = wanted.some((text) => isSameItem(text, item.text));
  if (mode === 'add') return isWanted && !item.isOn;
  if (mode === 'remove') return isWanted && item.isOn;
  return item.isOn !== isWanted;
}

/** Presses space on the highlighted item, and sees that its mark is as it should be. */
function* toggle(eye: Eye, text: string, isOn: boolean): Moves {
  const marked = (list: List | undefined): boolean | undefined => list?.items[list.current ?? -1]?.isOn;
  for (let attempt = 0; attempt < 2; attempt++) {
    // Of a list that is drawn anew the mark may not be there yet, and a second key would take the first one back.
    if (marked(yield* focusList(eye, text)) === isOn) return;
    yield* pressAndSee(eye, ['space'], ({ screen }) => marked(findList(screen)));
  }
  const list = yield* focusList(eye, text);
  if (marked(list) === isOn) return;
  yield* giveUp({ reason: 'stuck', label: text, there: list.items.map((item) => item.text) });
}

/** Looks through the whole list, and says which items the labels name, by their whole text; of the head of a group its members. */
function* resolve(eye: Eye, labels: readonly string[]): Moves<readonly string[]> {
  const items: Item[] = [];
  yield* walkList(eye, labels[0] ?? '', function* (list) {
    remember(items, list);
    return false;
  });
  const texts: string[] = [];
  for (const label of labels) {
    const found = lookUp(
      label,
      items.map((item) => item.names),
    );
    const there = items.map((item) => item.text);
    if (found.kind !== 'found') return yield* giveUp({ reason: found.kind, label, there });
    texts.push(...itemsMeant(items, found.index).map(({ text }) => text));
  }
  return texts;
}

/** Two items in one window are two, however alike; in two windows the same text is the same item. */
function remember(items: Item[], list: FocusedList): void {
  const known = [...items];
  for (const item of list.items) {
    const place = known.findIndex((other) => isSameItem(other.text, item.text));
    if (place === -1) items.push(item);
    else known.splice(place, 1);
  }
}

function* bringIntoView(eye: Eye, text: string): Moves {
  yield* walkList(eye, text, function* (list) {
    return list.items.some((item) => isSameItem(item.text, text));
  });
}
