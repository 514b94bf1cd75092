import { confirm } from './confirm.js';
import type { SelectTask } from './driver.js';
import { bareText, type Item, itemsMeant } from './items.js';
import { findKeyMenu } from './key-menu.js';
import { lookUp, lookUpCut } from './labels.js';
import { type List, findList } from './list.js';
import { type Eye, type Moves, giveUp, pressAndSee, rest } from './moves.js';
import { findNumberedMenu } from './numbered.js';
import { SeenList } from './seen-list.js';
import { selectByKey } from './select-by-key.js';
import { selectByNumber } from './select-by-number.js';
import { focusList, goTo, wakeList, walkList } from './survey.js';

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
  const { kind } = yield* fittingList(eye, task);
  if (kind === 'check') yield* tick(eye, task);
  else yield* choose(eye, label, kind);
  yield* confirm(eye, task.confirm);
}

/** The list on the screen, which has check boxes where items are to be ticked. */
function* fittingList(eye: Eye, { mode, labels: [label = ''] }: SelectTask): Moves<List> {
  const list = yield* focusList(eye, label);
  if (mode === 'one' || list.kind === 'check') return list;
  // Its boxes may not be drawn yet.
  yield* rest(eye);
  const drawn = yield* focusList(eye, label);
  if (drawn.kind === 'check') return drawn;
  return yield* giveUp({ reason: 'no check boxes', label, there: textsOf(drawn) });
}

/** One item of a menu or of a radio list. */
function* choose(eye: Eye, label: string, kind: 'menu' | 'radio'): Moves {
  const seen = new SeenList();
  const visible = exactIn(findList(eye.view.screen), label);
  const [text = label] = visible === undefined ? yield* resolve(eye, seen, [label]) : [visible];
  yield* walkList(eye, text, function* (list) {
    return seen.indexIn(list, text) >= 0;
  });
  yield* goTo(eye, text, (list) => seen.indexIn(list, text));
  if (kind === 'radio') yield* toggle(eye, text, true);
}

/**
 * The text of the only visible item a label names exactly: no need to look through the rest of the list. Without what is in
 * parentheses it may be another than the one that has no more than that.
 */
function exactIn(list: List | undefined, label: string): string | undefined {
  const isExact = ({ names, text }: Item): boolean =>
    names.includes(label) && (text === label || bareText(text) !== label);
  const exact = list?.items.filter(isExact) ?? [];
  return exact.length === 1 ? exact[0]?.text : undefined;
}

/** Ticks and unticks until every item is as wanted; changes nothing before every label is found. */
function* tick(eye: Eye, task: SelectTask): Moves {
  const seen = new SeenList();
  const wanted = yield* resolve(eye, seen, task.labels);
  const label = task.labels[0] ?? '';
  // An item needs one tick, or none; a program that takes one back for another would have us tick for ever.
  let ticksLeft = seen.sightings;
  const isWrong = (item: Item): boolean => {
    const isWanted = wanted.some((text) => seen.isSame(text, item.text));
    return (
      item.isOn !== undefined && item.part !== 'head' && item.isOn !== goalOf(item.isOn, isWanted, task.mode)
    );
  };
  yield* walkList(eye, label, function* (list) {
    for (let now = list; ; now = yield* focusList(eye, label)) {
      seen.see(now);
      const wrong = now.items.find(isWrong);
      if (wrong === undefined) return false;
      const { text, isOn } = wrong;
      if (ticksLeft-- === 0) return yield* giveUp({ reason: 'unsteady', label: text, there: textsOf(now) });
      yield* goTo(eye, text, (window) => seen.indexIn(window, text, (item) => item.isOn === isOn));
      yield* toggle(eye, text, isOn !== true);
    }
  });
}

/** Whether an item is to be ticked. */
function goalOf(isOn: boolean, isWanted: boolean, mode: SelectTask['mode']): boolean {
  if (mode === 'add') return isOn || isWanted;
  if (mode === 'remove') return isOn && !isWanted;
  return isWanted;
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
  yield* giveUp({ reason: 'stuck', label: text, there: textsOf(list) });
}

const textsOf = ({ items }: Pick<List, 'items'>): readonly string[] => items.map(({ text }) => text);

/** Looks through the whole list, and says which items the labels name, by their whole text; of the head of a group its members. */
function* resolve(eye: Eye, seen: SeenList, labels: readonly string[]): Moves<readonly string[]> {
  yield* walkList(eye, labels[0] ?? '', function* (list) {
    seen.see(list);
    return false;
  });
  const { items } = seen;
  const texts: string[] = [];
  for (const label of labels) {
    const whole = lookUp(
      label,
      items.map((item) => item.names),
    );
    const found =
      whole.kind === 'absent'
        ? lookUpCut(
            label,
            items.map((item) => item.cutNames ?? []),
          )
        : whole;
    if (found.kind !== 'found') return yield* giveUp({ reason: found.kind, label, there: textsOf(seen) });
    texts.push(...itemsMeant(items, found.index).map(({ text }) => text));
  }
  return texts;
}
