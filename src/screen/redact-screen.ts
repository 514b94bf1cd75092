import type { Redactor } from '../redact.js';
import { plainStyle, type Screen, type ScreenLine } from '../screen.js';

/** The same screen with secrets removed: a row that held one is plain text; one that a secret was wrapped into goes up. */
export function redactScreen(screen: Screen, redactor: Redactor): Screen {
  const before = screen.lines.map(textOf);
  const after = redactor.text(before.join('\n')).split('\n');
  const isWhole = after.length === before.length;
  const lines = screen.lines.map((line, row) =>
    isWhole && after[row] === before[row] ? line : plainLine(after[row] ?? '', screen.columns),
  );
  return { ...screen, lines };
}

/** With the blanks that belong to a run: a secret may end in them. */
const textOf = ({ runs }: ScreenLine): string => runs.map(({ text }) => text).join('');

function plainLine(whole: string, columns: number): ScreenLine {
  const text = whole.slice(0, columns);
  const runs = text === '' ? [] : [{ text, column: 0, width: text.length, style: plainStyle }];
  return { text, runs, isWrapped: false };
}
