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

/** Undoes what a full-screen program may have set: alternate screen, key modes, pastes, colours, a hidden cursor. */
export const resetTerminal = '\x1b[?1049l\x1b[?1l\x1b>\x1b[?2004l\x1b[?1000l\x1b[0m\x1b[?25h';

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
