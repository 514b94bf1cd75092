import { echoMask } from '../../dialogue/echo-tracker.js';
import { createReading } from '../../dialogue/reading.js';
import type { RecordedProgram } from '../programs.js';
import type { Turn } from '../turn.js';

/** What a person read when they began to answer: what the dialogue engine would look at there. */
export interface Sight {
  /** All that was not answered yet, up to the end of the cursor's line. */
  readonly text: string;
  /** Where in it the cursor's line begins, and where the cursor is. */
  readonly lineStart: number;
  readonly cursor: number;
}

/** The sight of each turn, by the engine's own reading of the output. */
export function sightsOf(program: RecordedProgram, turns: readonly Turn[]): readonly Sight[] {
  const reading = createReading(program.size, 0);
  const { unspent } = reading;
  const sights: Sight[] = [];
  let at = 0;
  const feedTo = (end: number): void => {
    for (; at < end; at++) {
      const event = program.events[at];
      if (event?.kind === 'output') reading.feed(Buffer.from(event.text), 0);
      else if (event?.kind === 'resize') reading.resize(event.size);
    }
  };
  for (const turn of turns) {
    feedTo(turn.first);
    const { text, floor, lineStart, lineEnd, start } = unspent.look(0);
    const from = Math.min(floor, Math.max(lineStart, 0));
    const cursor = Math.min(Math.max(unspent.view.cursor - start, lineStart), lineEnd);
    sights.push(
      withoutEcho({
        text: text.slice(from, lineEnd),
        lineStart: Math.max(0, lineStart - from),
        cursor: cursor - from,
      }),
    );
    unspent.spendPrompt();
    if (turn.secret === undefined && turn.text !== '') reading.typed(`${turn.text}\n`, 0);
    feedTo(turn.last + 1);
  }
  return sights;
}

/**
 * Without what was typed: what follows an answer on its line is a prompt of its own, where it says something. All of what stands
 * before it was answered.
 */
function withoutEcho({ text, lineStart, cursor }: Sight): Sight {
  const end = text.lastIndexOf(echoMask, cursor - 1) + 1;
  if (end <= lineStart) return { text: text.replaceAll(echoMask, ' '), lineStart, cursor };
  if (text.slice(end, cursor).trim() !== '')
    return { text: text.slice(end).replaceAll(echoMask, ' '), lineStart: 0, cursor: cursor - end };
  const above = text.slice(0, lineStart).replaceAll(echoMask, ' ');
  const kept = above + text.slice(lineStart, cursor).replaceAll(echoMask, '');
  return { text: kept + text.slice(cursor).replaceAll(echoMask, ''), lineStart, cursor: kept.length };
}

/** What stood on the cursor's line, up to the cursor, and what above it was not answered yet. */
export function promptOf({ text, lineStart, cursor }: Sight): {
  readonly line: string;
  readonly above: string;
} {
  return { line: text.slice(lineStart, cursor), above: text.slice(0, lineStart) };
}
