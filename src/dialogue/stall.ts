/** What the programs on the terminal are doing, as the terminal tells: see `Terminal.waitState`. */
export type Waiting = 'reading' | 'perhaps-reading' | 'working' | 'unknown';

/** When to look whether the program waits for an answer nobody gives, and what to make of it. */
export interface StallWatch {
  /** When the next look is due, for a silence that began at `quietSinceMs`; Infinity when none is. */
  dueAtMs(quietSinceMs: number, stallMs: number): number;
  /** A look was asked for. */
  asked(quietSinceMs: number, nowMs: number): void;
  /** What the look showed. A program that perhaps reads is warned about once in a silence. */
  told(waiting: Waiting, silence: Silence): 'stalled' | 'warn' | undefined;
}

interface Silence {
  readonly quietSinceMs: number;
  /** Something other than blanks stands before the cursor: an unfinished line, as prompts are. */
  readonly isLineUnfinished: boolean;
}

export function createStallWatch(): StallWatch {
  let silence = -1;
  let lookedAtMs = 0;
  let hasWarned = false;
  let isAsked = false;

  function begin(quietSinceMs: number): void {
    if (silence === quietSinceMs) return;
    silence = quietSinceMs;
    lookedAtMs = quietSinceMs;
    hasWarned = false;
    isAsked = false;
  }

  return {
    dueAtMs(quietSinceMs, stallMs) {
      begin(quietSinceMs);
      return isAsked ? Infinity : lookedAtMs + stallMs;
    },
    asked(quietSinceMs, nowMs) {
      begin(quietSinceMs);
      isAsked = true;
      lookedAtMs = nowMs;
    },
    told(waiting, { quietSinceMs, isLineUnfinished }) {
      if (silence !== quietSinceMs || !isAsked) return undefined; // something was written while we looked
      isAsked = false;
      if (waiting === 'reading') return 'stalled';
      if (waiting !== 'perhaps-reading' || !isLineUnfinished || hasWarned) return undefined;
      hasWarned = true;
      return 'warn';
    },
  };
}
