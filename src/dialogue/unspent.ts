import { questionReach, type Searched } from './candidates.js';
import { isMask } from './echo.js';
import { createEchoTracker, maskSpans } from './echo-tracker.js';
import { createTextView, type TextView } from './text-view.js';

/** What patterns look at at one moment; offsets index `text`, which begins at absolute offset `start`. */
export interface Sight extends Searched {
  readonly start: number;
  /** How much is unspent, in characters; more than what `text` shows when the look was a short one. */
  readonly unspentSize: number;
  /** The answered line was written anew and our answer does not stand behind the prompt: it is a new prompt. */
  readonly isRedrawn: boolean;
}

/** The text not yet answered, with the echo of our own typing hidden. */
export interface Unspent {
  readonly view: TextView;
  /** Shows the text from the absolute offset `from` on, and in any case what is unspent around the prompt. */
  look(from: number): Sight;
  /** Everything before the absolute offset is spent: seen by a checkpoint, or answered above the prompt line. */
  spendTo(offset: number): void;
  /** All up to the cursor is spent: it was the prompt that is answered now. */
  spendPrompt(): void;
  /** Remembers what is spent; what is returned makes it so again. */
  remember(): () => void;
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
  const echo = createEchoTracker(view);
  let spent = 0;
  let standing: Standing | undefined;
  /** What is spent was written over in part. */
  const isEdited = (): boolean => view.lowestEdit < spent;

  /** Where what is not answered begins; `echoEnd` is where the echo of our answer ends. */
  function floorOf(echoEnd: number): {
    readonly floor: number;
    readonly said?: number;
    readonly isRedrawn: boolean;
  } {
    if (standing === undefined || !isEdited()) return { floor: echoEnd, isRedrawn: false };
    const text = view.textFrom(standing.lineStart);
    // A line the program has finished asks nothing, whatever it made of it.
    const end = text.indexOf('\n');
    const isPrompt = text.startsWith(standing.prefix);
    if (end >= 0) {
      const floor = standing.lineStart + end + 1;
      return { floor, said: isPrompt ? floor : standing.lineStart, isRedrawn: false };
    }
    const isAnswerBehind = isPrompt && (echoEnd > spent || isMask(text.slice(standing.prefix.length)));
    return isAnswerBehind
      ? { floor: Math.max(echoEnd, standing.lineStart + text.length), isRedrawn: false }
      : { floor: standing.lineStart, isRedrawn: true };
  }

  /** Where we typed stands something else now: what looks like the echo there is the program's. */
  function isOtherLine({ lineStart, prefix }: Standing): boolean {
    return isEdited() && !view.textFrom(lineStart).startsWith(prefix);
  }

  /** Nothing searches before `searchedFrom`, so echo further up may stand there. */
  function withoutEcho(text: string, start: number, searchedFrom: number): string {
    const spans = echo.spans(text, { start, endingAfter: searchedFrom });
    if (spans.length === 0) return text;
    const staleFrom = standing !== undefined && isOtherLine(standing) ? standing.lineStart : Infinity;
    const fresh = spans.filter((span) => span.start < staleFrom);
    return maskSpans(text, start, fresh);
  }

  return {
    view,
    look(from) {
      const { promptLine, end } = view;
      if (spent === end && from >= end && !isEdited()) return nothing(end);
      // Above the line that was answered nothing is unspent: to show it all the same takes 2 kB for each answer.
      const above = Math.max(promptLine.start - questionReach, standing?.lineStart ?? 0);
      const start = Math.max(view.start, Math.min(from, promptLine.start, above));
      const text = view.textFrom(start);
      const echoEnd = echo.endOfSpanAt(spent);
      const { floor, said = floor, isRedrawn } = floorOf(echoEnd);
      return {
        text: withoutEcho(text, start, Math.min(floor, from)),
        start,
        floor: Math.max(0, floor - start),
        saidFrom: Math.max(0, said - start),
        unspentSize: end - floor,
        lineStart: promptLine.start - start,
        lineEnd: promptLine.end - start,
        isRedrawn,
      };
    },
    spendTo(offset) {
      // On a line that was written anew, what is spent ends where the line does.
      const isAnew = standing !== undefined && isEdited() && offset > standing.lineStart;
      if (offset <= spent && !isAnew) return;
      if (isAnew && standing !== undefined && isOtherLine(standing)) echo.forgetFrom(standing.lineStart);
      spent = offset;
      standing = undefined;
      view.clearEdits();
    },
    spendPrompt() {
      const { lineStart, cursor } = view;
      spent = cursor;
      standing =
        cursor >= lineStart
          ? { lineStart, prefix: view.textFrom(lineStart).slice(0, cursor - lineStart) }
          : undefined;
      view.clearEdits();
    },
    remember() {
      const before = { spent, standing };
      return () => void ({ spent, standing } = before);
    },
    typed(text) {
      echo.typed(text, view.cursor);
    },
  };
}

/** All that has come is spent, and none of it is to be shown: so it is at the look that follows each answer. */
const nothing = (end: number): Sight => ({
  text: '',
  start: end,
  floor: 0,
  saidFrom: 0,
  unspentSize: 0,
  lineStart: 0,
  lineEnd: 0,
  isRedrawn: false,
});
