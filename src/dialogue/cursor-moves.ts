import type { LineBuffer } from './line-buffer.js';
import type { RowMap } from './row-map.js';

/** What of a terminal's control sequences moves the cursor, or erases. */
export interface CursorMoves {
  /** The program put the cursor on another row: what it writes next is a line of its own. */
  jump(toRow: number, toColumn: number): void;
  /** One row up (RI). */
  up(): void;
  /** A control sequence without a private prefix. */
  csi(final: string, params: readonly number[]): void;
}

interface Parts {
  readonly line: LineBuffer;
  readonly rows: RowMap;
  /** Looked at anew each time: it changes with the terminal's. */
  readonly size: { readonly columns: number };
  readonly finishLine: (column: number, nextRow: number) => void;
  /** The screen was cleared. */
  readonly onCleared: () => void;
}

export function createCursorMoves({ line, rows, size, finishLine, onCleared }: Parts): CursorMoves {
  const cursorRow = (): number => rows.rowAt(line.column);
  const cursorColumn = (): number => rows.columnAt(line.column);

  function jump(toRow: number, toColumn: number): void {
    const target = rows.onScreen(toRow);
    if (target === rows.row && rows.origin === 0 && line.width <= size.columns) {
      line.moveTo(toColumn);
      return;
    }
    if (line.text !== '') finishLine(0, target);
    else line.restart(0);
    rows.jump(target, toColumn);
  }

  function csi(final: string, params: readonly number[]): void {
    const first = params[0] ?? 0;
    const count = Math.max(1, first);
    if (final === 'H' || final === 'f') jump(rows.ofScreen(count - 1), Math.max(1, params[1] ?? 1) - 1);
    else if (final === 'd') jump(rows.ofScreen(count - 1), rows.origin + line.column);
    else if (final === 'A') {
      if (!line.moveUp(count)) jump(cursorRow() - count, cursorColumn());
    } else if (final === 'B' || final === 'e') jump(cursorRow() + count, cursorColumn());
    else if (final === 'E') jump(cursorRow() + count, 0);
    else if (final === 'F') jump(cursorRow() - count, 0);
    else inLine(final, first, count);
  }

  function inLine(final: string, first: number, count: number): void {
    if (final === 'C' || final === 'a') line.move(count);
    else if (final === 'D') line.move(-count);
    else if (final === 'G' || final === '`') line.moveTo(Math.max(0, count - 1 - rows.origin));
    else if (final === 'K') line.erase(first);
    else if (final === 'J') eraseDisplay(first);
    else if (final === 'X') line.eraseChars(count);
    else if (final === 'P') line.deleteChars(count);
    else if (final === '@') line.insertBlanks(count);
  }

  function eraseDisplay(mode: number): void {
    const isHome = rows.origin + line.column === 0 && rows.row === rows.ofScreen(0);
    if (mode === 0) line.erase(0);
    else rows.clear();
    if (mode === 2 || (mode === 0 && isHome)) onCleared();
  }

  return { jump, up: () => jump(cursorRow() - 1, cursorColumn()), csi };
}
