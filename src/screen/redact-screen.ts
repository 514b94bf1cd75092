import type { Redactor } from '../redact.js';
import { plainStyle, type Screen, type ScreenLine } from '../screen.js';
import { cellsOf, splitAtCell } from './cell-width.js';
import { textOfRows, wrappedTogether } from './unwrapped.js';

/** The same screen with secrets removed, also where one was wrapped: rows that held one are plain text. */
export function redactScreen(screen: Screen, redactor: Redactor): Screen {
  const groups = wrappedTogether(screen.lines);
  const before = groups.map((rows) => textOfRows(rows, screen.columns));
  const after = redactor.text(before.join('\n')).split('\n');
  // A mask may have taken line ends with it: then what is left goes up.
  const isWhole = after.length === before.length;
  const lines = groups.flatMap((rows, index) => {
    const masked = after[index] ?? '';
    return isWhole && masked === before[index] ? rows : plainRows(masked, rows, screen.columns);
  });
  return { ...screen, lines };
}

/** As many rows as there were; what masks a secret is as long as it likes. */
function plainRows(text: string, rows: readonly ScreenLine[], columns: number): readonly ScreenLine[] {
  let rest = text;
  return rows.map(({ isWrapped }) => {
    const [part, behind] = splitAtCell(rest, columns);
    rest = behind;
    const runs = part === '' ? [] : [{ text: part, column: 0, width: cellsOf(part), style: plainStyle }];
    return { text: part, runs, isWrapped };
  });
}
