/** Characters that act on the line or the terminal (erase, kill, word erase, end, literal next, reprint, flow) show nothing. */
const unechoed = /[\x04\x08\x11-\x13\x15-\x17\x7f]/g;
const control = /[\x00-\x08\x0b-\x1f\x7f]/g;
const hasControls = new RegExp(control.source);

/** What a terminal in its usual mode shows for typed characters: Enter as a line end, a tab as it is, controls as `^X`. */
export function expectedEcho(typed: string): string {
  const lines = typed.replaceAll('\r', '\n');
  return hasControls.test(lines) ? lines.replace(unechoed, '').replace(control, caret) : lines;
}

const caret = (char: string): string => `^${String.fromCharCode(char.charCodeAt(0) ^ 0x40)}`;

/** Blanks that may stand in front of the echo or for a tab: more than any prompt ends with. */
const mostBlanks = 64;

/** The most characters that an echo may take. */
export function longestEcho(expected: string): number {
  const tabs = expected.includes('\t') ? expected.split('\t').length - 1 : 0;
  return expected.length + mostBlanks * (1 + tabs);
}

function afterBlanks(text: string, at: number): number {
  let end = at;
  while (end < text.length && text[end] === ' ' && end - at < mostBlanks) end++;
  return end;
}

/** How far an echo has come. */
export interface Come {
  /** Where in the text it ends; where it would begin when nothing has come. */
  readonly end: number;
  /** How many of the expected characters that is. */
  readonly count: number;
}

/**
 * How much of `expected` stands in `text` at `at`: echo is what comes back from where we typed, up to the first
 * difference. A blank that ends the prompt may still have been on its way when we typed.
 */
export function comeOf(expected: string, text: string, at: number): Come {
  const isBlankTyped = expected.startsWith(' ') || expected.startsWith('\t');
  const from = isBlankTyped ? at : afterBlanks(text, at);
  let end = from;
  let count = 0;
  for (; count < expected.length && end < text.length; count++) {
    // A tab shows as blanks up to the next stop.
    if (expected[count] === '\t' && text[end] === ' ') end = afterBlanks(text, end);
    else if (text[end] === expected[count]) end++;
    else break;
  }
  return { end: end === from ? at : end, count };
}

/** The same where the first `gone` characters of the text are held no longer, and `text` begins behind them. */
export function comeBehind(expected: string, gone: number, text: string): Come {
  let end = 0;
  while (gone + end < expected.length && end < text.length && text[end] === expected[gone + end]) end++;
  return { end, count: end === 0 ? 0 : gone + end };
}

/** What a program shows for an answer it hides. */
export const isMask = (text: string): boolean => /^[*\u2022\u00b7\u25cf\u25aa]+\s*$/.test(text);

/** Whether a text is no more than what comes back of what was typed over, or in front of, what `stoodThere`. */
export function isEchoOf(text: string, typed: string, stoodThere: string): boolean {
  if (isMask(text)) return true;
  const rest = text.slice(comeOf(expectedEcho(typed), text, 0).end).trim();
  return rest === '' || stoodThere.trim().endsWith(rest);
}

/** Whether a text is what comes back of the last keys that were typed, to the letter. */
export const isEndOfEcho = (text: string, typed: string): boolean =>
  text !== '' && expectedEcho(typed).endsWith(text);
