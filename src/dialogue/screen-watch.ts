import type { Reading } from './reading.js';
import type { Rules } from './rules.js';

/** How often a screen that keeps changing is looked at, in milliseconds. */
const glanceMs = 100;

/** When the rendered screen is wanted: at a stop, and now and then while the program goes on drawing. */
export interface ScreenWatch {
  isDue(nowMs: number, isQuiet: boolean): boolean;
  /** The screen was asked for. */
  asked(nowMs: number): void;
  /** It was shown. */
  shown(): void;
  /** When it is due although nothing arrives; Infinity when it is not wanted, or is on its way. */
  dueAtMs(): number;
}

export function createScreenWatch(rules: Rules, reading: Reading): ScreenWatch {
  let askedMs = -Infinity;
  let isAsked = false;

  return {
    isDue: (nowMs, isQuiet) =>
      !isAsked &&
      rules.now().needsScreen &&
      reading.currentScreen === undefined &&
      (isQuiet || nowMs - askedMs >= glanceMs),
    asked(nowMs) {
      askedMs = nowMs;
      isAsked = true;
    },
    shown() {
      isAsked = false;
    },
    dueAtMs: () => (rules.now().needsScreen && !isAsked ? askedMs + glanceMs : Infinity),
  };
}
