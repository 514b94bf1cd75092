import { shownButtons } from './buttons-shown.js';
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
  const { buttons, current } = shownButtons(eye.view.screen);
  const first = buttons[0];
  if (current !== undefined && first !== undefined && current.label !== first.label) {
    yield* goToButton(eye, first.label);
  }
  yield* press(eye, 'enter');
}
