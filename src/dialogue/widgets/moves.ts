import type { WidgetFailure, WidgetMove, WidgetView } from './driver.js';

/** A stretch of moves; it is handed a new view after each. */
export type Moves<T = void> = Generator<WidgetMove, T, WidgetView>;

/** What the screen shows now: replaced after each move. */
export interface Eye {
  view: WidgetView;
}

/** How often we look again before a key counts as one that did nothing: a program may be slow to draw. */
export const looks = 2;

export function* press(eye: Eye, ...keys: readonly string[]): Moves {
  eye.view = yield { kind: 'press', keys };
}

export function* perform(eye: Eye, move: WidgetMove): Moves {
  eye.view = yield move;
}

/** Gives the program all the time it works: no key that did nothing yet is pressed again before that. */
export function* rest(eye: Eye): Moves {
  eye.view = yield { kind: 'rest' };
}

/**
 * Presses keys and looks until what `read` sees has changed. Whether it has: that it has not is known only of a program that
 * is at rest, any other may still be about to take the key.
 */
export function* pressAndSee(
  eye: Eye,
  keys: readonly string[],
  read: (view: WidgetView) => unknown,
): Moves<boolean> {
  const before = JSON.stringify(read(eye.view));
  yield* press(eye, ...keys);
  for (let look = 0; look < looks; look++) {
    if (JSON.stringify(read(eye.view)) !== before) return true;
    yield* press(eye);
  }
  if (JSON.stringify(read(eye.view)) === before) yield* rest(eye);
  return JSON.stringify(read(eye.view)) !== before;
}

/** Gives up for good. */
export function* giveUp(failure: WidgetFailure): Moves<never> {
  for (;;) yield { kind: 'fail', failure };
}

/** The way a list goes on. */
export type Axis = 'down' | 'across';

const arrowKeys = { down: ['down', 'up'], across: ['right', 'left'] } as const;

/** The key that goes `distance` items on, as often as it takes. */
export function arrows(distance: number, axis: Axis): readonly string[] {
  const [on, back] = arrowKeys[axis];
  return Array.from({ length: Math.abs(distance) }, () => (distance > 0 ? on : back));
}
