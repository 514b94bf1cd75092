import type { IBuffer, IBufferCell, IBufferLine } from '@xterm/headless';
import { plainStyle, type CellStyle, type ScreenLine, type StyledRun } from '../screen.js';
import type { TerminalSize } from './terminal.js';

/** The rows of the buffer that are on the screen, as plain data. */
export function linesOf(buffer: IBuffer, { columns, rows }: TerminalSize): readonly ScreenLine[] {
  const cell = buffer.getNullCell();
  return Array.from({ length: rows }, (_, row) => lineOf(buffer.getLine(buffer.baseY + row), columns, cell));
}

/** `cell` is filled anew for each cell: one object for a whole screen. */
function lineOf(line: IBufferLine | undefined, columns: number, cell: IBufferCell): ScreenLine {
  const runs: StyledRun[] = [];
  let run = { text: '', column: 0, width: 0, style: plainStyle };
  // On the alternate screen a line keeps what a narrower terminal does not show.
  const end = Math.min(columns, line?.length ?? 0);
  for (let column = 0; column < end;) {
    line?.getCell(column, cell);
    const width = Math.min(Math.max(1, cell.getWidth()), end - column);
    if (!isStyled(cell, run.style)) {
      if (run.width > 0) runs.push(run);
      run = { text: '', column, width: 0, style: styleOf(cell) };
    }
    run.text += textOf(cell, width);
    run.width += width;
    column += width;
  }
  runs.push(run);
  const text = runs.map((each) => each.text).join('');
  return { text: text.trimEnd(), runs: withoutEnd(runs), isWrapped: line?.isWrapped ?? false };
}

/** Without the blank cells at the end that look like any other. */
function withoutEnd(runs: StyledRun[]): readonly StyledRun[] {
  const last = runs.at(-1);
  if (last === undefined || !isPlain(last.style)) return runs;
  const text = last.text.replace(/ +$/, '');
  runs.pop();
  if (text !== '') runs.push({ ...last, text, width: last.width - (last.text.length - text.length) });
  return runs;
}

/** What a person sees: nothing where nothing was written or where it is concealed (SGR 8). */
function textOf(cell: IBufferCell, width: number): string {
  const text = cell.getChars();
  return text === '' || cell.isInvisible() !== 0 || width < cell.getWidth() ? ' '.repeat(width) : text;
}

function isPlain(style: CellStyle): boolean {
  return (
    style === plainStyle ||
    (!style.isInverse &&
      !style.isBold &&
      !style.isDim &&
      !style.isUnderlined &&
      style.foreground === undefined &&
      style.background === undefined)
  );
}

function isStyled(cell: IBufferCell, style: CellStyle): boolean {
  if (style === plainStyle && cell.isAttributeDefault()) return true;
  return (
    (cell.isInverse() !== 0) === style.isInverse &&
    (cell.isBold() !== 0) === style.isBold &&
    (cell.isDim() !== 0) === style.isDim &&
    (cell.isUnderline() !== 0) === style.isUnderlined &&
    foregroundOf(cell) === style.foreground &&
    backgroundOf(cell) === style.background
  );
}

function styleOf(cell: IBufferCell): CellStyle {
  if (cell.isAttributeDefault()) return plainStyle;
  return {
    isInverse: cell.isInverse() !== 0,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
    foreground: foregroundOf(cell),
    background: backgroundOf(cell),
  };
}

function foregroundOf(cell: IBufferCell): number | string | undefined {
  if (cell.isFgDefault()) return undefined;
  return cell.isFgRGB() ? hex(cell.getFgColor()) : cell.getFgColor();
}

function backgroundOf(cell: IBufferCell): number | string | undefined {
  if (cell.isBgDefault()) return undefined;
  return cell.isBgRGB() ? hex(cell.getBgColor()) : cell.getBgColor();
}

function hex(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
