import type { Searched } from './candidates.js';
import { createEchoTracker, maskSpans } from './echo.js';
import { createTextView, type TextView } from './text-view.js';

/** What patterns look at at one moment; offsets index `text`, which begins at absolute offset `start`. */
export interface Sight extends Searched {
  readonly start: number;
  /** The answered line was written anew and our answer does not stand behind the prompt: it is a new prompt. */
  readonly isRedrawn: boolean;
}

/** The text not yet answered, with the echo of our own typing hidden. */
export interface Unspent {
  readonly view: TextView;
  look(): Sight;
  /** Everything before the absolute offset is spent: seen by a checkpoint, or answered above the prompt line. */
  spendTo(offset: number): void;
  /** All up to the cursor is spent: it was the prompt that is answered now. */
  spendPrompt(): void;
  /** Takes note of text typed now, as it may come back. */
  typed(text: string): void;
}

/** The answered prompt line: where it starts and what stood on it up to the cursor. */
interface Standing {
  readonly lineStart: number;
  readonly prefix: string;
}

export function createUnspent(size: { columns: number; rows: number }): Unspent {
  const view = createTextView(size);
  const echo = createEchoTracker();
  let spent = 0;
  let standing: Standing | undefined;

  /** Whether the answered line was rewritten so that it asks again; `echoed` is how much of our answer stands at `spent`. */
  function isAskedAgain(text: string, echoed: number): boolean {
    if (standing === undefined || view.lowestEdit >= spent) return false;
    const isPromptUnchanged = text.startsWith(standing.prefix, standing.lineStart - view.start);
    return !(isPromptUnchanged && echoed > 0);
  }

  return {
    view,
    look() {
      const { text, start, promptLine } = view;
      const spans = echo.spans(text, start);
      const echoEnd = spans.find((span) => span.start === spent)?.end ?? spent;
      const isRedrawn = isAskedAgain(text, echoEnd - spent);
      const floor = isRedrawn && standing !== undefined ? standing.lineStart : echoEnd;
      return {
        text: maskSpans(text, start, spans),
        start,
        floor: Math.max(0, floor - start),
        lineStart: promptLine.start - start,
        lineEnd: promptLine.end - start,
        isRedrawn,
      };
    },
    spendTo(offset) {
      if (offset <= spent) return;
      spent = offset;
      standing = undefined;
      view.clearEdits();
    },
    spendPrompt() {
      const { lineStart, cursor, text, start } = view;
      spent = cursor;
      standing =
        cursor >= lineStart
          ? { lineStart, prefix: text.slice(lineStart - start, cursor - start) }
          : undefined;
      view.clearEdits();
    },
    typed(text) {
      echo.typed(text, view.cursor);
    },
  };
}
