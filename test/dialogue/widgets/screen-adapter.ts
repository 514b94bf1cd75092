import headless, { type IBufferCell, type IBufferLine, type Terminal } from '@xterm/headless';
import type { CellStyle, Screen, ScreenLine, StyledRun } from '../../../src/screen.js';

/** What a headless xterm shows now, as the plain data widgets are driven by. */
export function screenOf(terminal: Terminal): Screen {
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: terminal.rows }, (_, row) => lineOf(buffer.getLine(buffer.baseY + row)));
  return {
    columns: terminal.cols,
    rows: terminal.rows,
    lines,
    cursor: { row: buffer.cursorY, column: Math.min(buffer.cursorX, terminal.cols - 1), isVisible: true },
    isAlternate: buffer.type === 'alternate',
  };
}

/** A terminal of that size; `onReply` gets what it answers to queries. */
export function openScreen(columns: number, rows: number, onReply: (text: string) => void): Terminal {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  terminal.onData(onReply);
  return terminal;
}

function lineOf(line: IBufferLine | undefined): ScreenLine {
  if (line === undefined) return { text: '', runs: [], isWrapped: false };
  const runs: { text: string; column: number; width: number; style: CellStyle }[] = [];
  for (let column = 0; column < line.length; column++) {
    const cell = line.getCell(column);
    if (cell === undefined || cell.getWidth() === 0) continue;
    addCell(runs, column, cell);
  }
  return { text: line.translateToString(true), runs: trimmed(runs), isWrapped: line.isWrapped };
}

function addCell(
  runs: { text: string; column: number; width: number; style: CellStyle }[],
  column: number,
  cell: IBufferCell,
): void {
  const style = styleOf(cell);
  const last = runs.at(-1);
  const text = cell.getChars() || ' ';
  if (last !== undefined && JSON.stringify(last.style) === JSON.stringify(style)) {
    last.text += text;
    last.width += cell.getWidth();
  } else runs.push({ text, column, width: cell.getWidth(), style });
}

function styleOf(cell: IBufferCell): CellStyle {
  return {
    isInverse: cell.isInverse() !== 0,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
    foreground: colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    background: colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
  };
}

function colour(isDefault: boolean, isRgb: boolean, value: number): number | string | undefined {
  if (isDefault) return undefined;
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}

/** Without the plain blanks at the end of a line. */
function trimmed(runs: readonly StyledRun[]): readonly StyledRun[] {
  const isPlain = ({ style }: StyledRun): boolean =>
    Object.values(style).every((value) => value === false || value === undefined);
  const last = runs.at(-1);
  if (last === undefined || !isPlain(last)) return runs;
  const text = last.text.trimEnd();
  return text === ''
    ? runs.slice(0, -1)
    : [...runs.slice(0, -1), { ...last, text, width: last.width - (last.text.length - text.length) }];
}
