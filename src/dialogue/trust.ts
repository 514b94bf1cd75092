/**
 * Whether the end of a read may be taken for the end of what the program writes now. A read can be cut anywhere, so
 * every stop is waited for at first; after some stops in a row that held, short prompts that come in one read are
 * answered at once. A stop that was none (more came within `settle`) takes the trust away again.
 */
export interface Trust {
  /** More output came; `end` is where the text ended before it. */
  fed(end: number): void;
  /** A prompt stands at the end of what has come, and is waited for. */
  held(): void;
  /** The program has been quiet for `settle`. */
  settled(): void;
  /** Our typing comes back next; that is not the program going on. */
  answered(): void;
  /** Whether a prompt whose line begins at `lineStart` in `text` (which begins at `start`) may be answered now. */
  covers(text: string, start: number, lineStart: number): boolean;
}

/** Stops that have to hold first; each costs one `settle`. */
const neededStops = 3;

export function createTrust(): Trust {
  let stops = 0;
  let isHeld = false;
  let readStart = 0;
  return {
    fed(end) {
      if (isHeld) stops = 0;
      isHeld = false;
      readStart = end;
    },
    held() {
      isHeld = true;
    },
    settled() {
      if (isHeld) stops++;
      isHeld = false;
    },
    answered() {
      isHeld = false;
    },
    covers(text, start, lineStart) {
      return (
        stops >= neededStops && text.slice(lineStart, Math.max(lineStart, readStart - start)).trim() === ''
      );
    },
  };
}
