import type { Redactor } from '../redact.js';
import { plainStyle, type Screen, type ScreenLine } from '../screen.js';

/** The screen as a person may see it: a secret on it, also one that the terminal has broken at the margin, is masked. */
export function redactedScreen(screen: Screen, redactor: Redactor): Screen {
  return {
    ...screen,
    lines: wrappedTogether(screen.lines).flatMap((rows) => redacted(rows, screen, redactor)),
  };
}

/** Rows that are one line of the program's. */
function wrappedTogether(lines: readonly ScreenLine[]): readonly (readonly ScreenLine[])[] {
  const groups: ScreenLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (line.isWrapped && last !== undefined) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

/** Rows with a secret lose their colours: what masks it is as long as it likes. */
function redacted(
  rows: readonly ScreenLine[],
  { columns }: Screen,
  redactor: Redactor,
): readonly ScreenLine[] {
  const text = rows
    .map((row) => row.text.padEnd(columns))
    .join('')
    .trimEnd();
  const masked = redactor.text(text);
  if (masked === text) return rows;
  return rows.map(({ isWrapped }, index) => {
    const part = masked.slice(index * columns, (index + 1) * columns);
    const runs = part === '' ? [] : [{ text: part, column: 0, width: part.length, style: plainStyle }];
    return { text: part, runs, isWrapped };
  });
}
