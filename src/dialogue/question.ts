import { lineAtCursor } from '../screen/unwrapped.js';
import type { Reading } from './reading.js';
import { type Question, drawnQuestion } from './widgets/drawn-question.js';

/** What is asked stands so few lines above the place for the answer. */
const mostLines = 4;

/**
 * What nobody has answered or seen, secrets removed. Where a program draws, the text is in the order it was drawn in, and the screen
 * tells what is asked.
 */
export function questionOf(reading: Reading): Question {
  const written = writtenQuestion(reading);
  const { currentScreen: screen } = reading;
  if (screen === undefined || lineAtCursor(screen).trim() === written.prompt) return written;
  const drawn = drawnQuestion(screen);
  const shown = reading.lastLines().join('\n');
  // What is not shown there may hold a secret.
  return drawn.prompt !== '' && drawn.lines.every((line) => shown.includes(line)) ? drawn : written;
}

/** The last lines with text: the prompt is the last one, and what it asks may stand above it. */
function writtenQuestion(reading: Reading): Question {
  const { unspent } = reading;
  const { text, floor } = unspent.look(unspent.view.start);
  const open = text.slice(floor).trimEnd().split('\n').length;
  // The line of an answer goes on behind it, and asks nothing more.
  const isWithinLine = floor > 0 && text[floor - 1] !== '\n';
  const all = reading.textLines().slice(-Math.max(1, isWithinLine ? open - 1 : open));
  const lines = all.filter((line) => line.trim() !== '').slice(-mostLines);
  return { lines, prompt: lines.at(-1)?.trim() ?? '' };
}
