import type { Screen } from '../../screen.js';
import { widgetAreas } from './boxes.js';
import { type Button, buttonsIn, highlightedButton } from './buttons.js';
import { commonGround, gridOf } from './grid.js';

/** The buttons of the widget a screen shows, and the one Enter would press; none when there are none. */
export function shownButtons(screen: Screen): {
  readonly buttons: readonly Button[];
  readonly current: Button | undefined;
} {
  const grid = gridOf(screen);
  for (const area of widgetAreas(screen, grid)) {
    const buttons = buttonsIn(grid, area);
    if (buttons.length > 0) {
      return { buttons, current: highlightedButton(screen, buttons, commonGround(grid, area)) };
    }
  }
  return { buttons: [], current: undefined };
}
