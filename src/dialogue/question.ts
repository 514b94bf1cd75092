import type { Reading } from './reading.js';

/** What is asked stands so few lines above the place for the answer. */
const mostLines = 4;

/** The last lines with text that nobody has answered or seen: the prompt is the last one, and what it asks may stand above it. */
export function questionOf(reading: Reading): readonly string[] {
  const { unspent } = reading;
  const { text, floor } = unspent.look(unspent.view.start);
  const open = text.slice(floor).trimEnd().split('\n').length;
  // The line of an answer goes on behind it, and asks nothing more.
  const isWithinLine = floor > 0 && text[floor - 1] !== '\n';
  const lines = reading.lastLines().slice(-Math.max(1, isWithinLine ? open - 1 : open));
  return lines.filter((line) => line.trim() !== '').slice(-mostLines);
}
