import type { CellStyle, Screen } from '../screen.js';

/** What makes a cleared terminal show this screen, cursor included (ECMA-48 sequences). */
export function paintScreen(screen: Screen): string {
  const rows = screen.lines.map((line, row) => {
    const runs = line.runs.map(({ text, style }) => `\x1b[0${attributes(style)}m${text}`);
    return runs.length === 0 ? '' : `\x1b[${row + 1};1H${runs.join('')}\x1b[0m`;
  });
  const { row, column, isVisible } = screen.cursor;
  return `\x1b[0m\x1b[2J${rows.join('')}\x1b[${row + 1};${column + 1}H${isVisible ? '\x1b[?25h' : '\x1b[?25l'}`;
}

/**
 * Undoes what a full-screen program may have set: alternate screen, scroll region, character set, wrapping, key and mouse modes, how
 * keys are reported (kitty's keyboard protocol, of which each screen has its own; xterm's modifyOtherKeys), pastes, colours, a hidden cursor. Leaving the alternate screen puts the cursor where it was saved, also when there was none
 * to leave (xterm, charproc.c): so it is saved before, and stays.
 */
export const resetTerminal = [
  '\x1b[=0u\x1b7\x1b[?1049l\x1b[=0u',
  '\x1b7\x1b[r\x1b8', // a scroll region moves the cursor home
  '\x1b(B\x0f\x1b[4l\x1b[?7h',
  '\x1b[?1l\x1b>\x1b[?2004l\x1b[?1004l',
  ...[1000, 1002, 1003, 1006].map((mode) => `\x1b[?${mode}l`),
  '\x1b[>4m\x1b[0m\x1b[?25h',
].join('');

function attributes({ isInverse, isBold, isDim, isUnderlined, foreground, background }: CellStyle): string {
  const on = [isBold && 1, isDim && 2, isUnderlined && 4, isInverse && 7].filter((each) => each !== false);
  return [...on.map(String), ...colour(38, foreground), ...colour(48, background)]
    .map((each) => `;${each}`)
    .join('');
}

function colour(kind: 38 | 48, value: number | string | undefined): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'number') return [`${kind};5;${value}`];
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(value.slice(at, at + 2), 16));
  return [`${kind};2;${red};${green};${blue}`];
}
