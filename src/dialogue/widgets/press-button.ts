import { shownButtons } from './buttons-shown.js';
import { lookUp } from './labels.js';
import { type Eye, type Moves, giveUp, press, pressAndSee } from './moves.js';

/** The keys that go from button to button, tried in this order. */
const ways = ['tab', 'right', 'left', 'shift-tab'] as const;

/** No form has more stops on the way to its buttons. */
const maxStops = 40;

/** Highlights the button of that label and presses it. */
export function* pressButton(eye: Eye, label: string): Moves {
  yield* goToButton(eye, label);
  yield* press(eye, 'enter');
}

/** Goes to the button of that label, and sees that it is highlighted. */
export function* goToButton(eye: Eye, label: string): Moves {
  const { buttons } = shownButtons(eye.view.screen);
  if (buttons.length === 0) return yield* giveUp({ reason: 'no widget', label });
  const there = buttons.map((button) => button.label);
  const found = lookUp(
    label,
    there.map((name) => [name]),
  );
  if (found.kind !== 'found') return yield* giveUp({ reason: found.kind, label, there });
  const wanted = there[found.index];
  for (const key of ways) {
    if (yield* goBy(eye, key, wanted)) return;
  }
  yield* giveUp({ reason: 'stuck', label, there });
}

/** Whether the button became highlighted; gives up when the key moves nothing twice or comes round. */
function* goBy(eye: Eye, key: string, wanted: string | undefined): Moves<boolean> {
  for (let stop = 0, failures = 0; stop < maxStops && failures < 2; stop++) {
    if (shownButtons(eye.view.screen).current?.label === wanted) {
      // A key that a busy program takes late would move on from it.
      yield* press(eye);
      if (shownButtons(eye.view.screen).current?.label === wanted) return true;
    }
    const hasMoved = yield* pressAndSee(eye, [key], ({ screen }) => [
      shownButtons(screen).current?.label,
      screen.cursor,
    ]);
    if (!hasMoved) failures++;
  }
  return shownButtons(eye.view.screen).current?.label === wanted;
}
