import { widgetAreas } from './boxes.js';
import { buttonsIn, highlightedButton } from './buttons.js';
import { commonGround, gridOf } from './grid.js';
import { type Eye, type Moves, press } from './moves.js';
import { goToButton, pressButton } from './press-button.js';

/**
 * Confirms with the keys and buttons given, or with Enter. Programs that show which button Enter presses while the focus
 * is on a list (dialog) may have been told to start on another than the first: Enter would cancel.
 */
export function* confirm(eye: Eye, keys: readonly string[] = []): Moves {
  if (keys.length > 0) {
    for (const key of keys) {
      const button = /^<(.+)>$/.exec(key)?.[1];
      if (button === undefined) yield* press(eye, key);
      else yield* pressButton(eye, button.trim());
    }
    return;
  }
  const { chosen, first } = shownChoice(eye);
  if (chosen !== undefined && first !== undefined && chosen !== first) yield* goToButton(eye, first);
  yield* press(eye, 'enter');
}

function shownChoice({ view: { screen } }: Eye): { chosen?: string | undefined; first?: string | undefined } {
  const grid = gridOf(screen);
  for (const area of widgetAreas(screen, grid)) {
    const buttons = buttonsIn(grid, area);
    const ground = commonGround(grid, area);
    if (buttons.length > 0) {
      return { chosen: highlightedButton(screen, buttons, ground)?.label, first: buttons[0]?.label };
    }
  }
  return {};
}
