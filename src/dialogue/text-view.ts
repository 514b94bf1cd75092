import { createEscapeParser } from './escape-parser.js';
import { createLineBuffer } from './line-buffer.js';

/**
 * What a person would read, as one growing text: finished lines, each ended by a line feed, then the line being
 * written. Offsets are absolute (characters since the start) and stay valid while the window moves on.
 */
export interface TextView {
  push(bytes: Uint8Array): void;
  /** Ends the stream: an incomplete character at the very end becomes a replacement character. */
  finish(): void;
  /** The text from an absolute offset on; what lies before `start` is no longer held. */
  textFrom(offset: number): string;
  /** Absolute offset of the first character still held. */
  readonly start: number;
  readonly end: number;
  /** Where the line being written starts. */
  readonly lineStart: number;
  /** Absolute offset of the cursor. */
  readonly cursor: number;
  /** The line the cursor is on: usually the line being written; an earlier one after the program moved up to it. */
  readonly promptLine: { readonly start: number; readonly end: number };
  /** Lowest absolute offset overwritten or erased since `clearEdits`, or Infinity. */
  readonly lowestEdit: number;
  clearEdits(): void;
  /** The last `count` lines that are not blank at the end, the line being written included. */
  lastLines(count: number): readonly string[];
  resize(size: { columns: number; rows: number }): void;
  /** The program asked for application cursor keys (DECCKM): arrow keys are to be sent as SS3. */
  readonly isApplicationCursor: boolean;
  /** The program asked for pastes to be bracketed (mode 2004). */
  readonly isBracketedPaste: boolean;
  /** Whether the program may have asked the terminal something since this was called last. */
  takeQuery(): boolean;
}

/** A stretch of text and the screen row it was written on. */
interface Segment {
  readonly row: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** Finished lines that are held at least, in characters. */
const windowSize = 64 * 1024;
/** Finished lines are gathered in a short string, so that adding one does not copy all that is held. */
const recentSize = 16 * 1024;

export function createTextView(initial: { columns: number; rows: number }): TextView {
  const size = { ...initial };
  const line = createLineBuffer(size);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let old = '';
  let recent = '';
  let start = 0;
  let finishedEdit = Infinity;
  /** Row of the screen on which the line being written starts, counted from the first line ever written. */
  let row = 0;
  let topRow = 0;
  /** Screen column of the line's first character, where the program jumped to a place. */
  let origin = 0;
  let segments: Segment[] = [];
  let jumpedTo: Segment | undefined;
  let isApplicationCursor = false;
  let isBracketedPaste = false;
  let hasQuery = false;

  const lineStart = (): number => start + old.length + recent.length;
  const cursorRow = (): number => row + Math.floor(Math.max(0, origin + line.column - 1) / size.columns);

  function archive(): void {
    const all = old + recent;
    const dropped = all.length > 2 * windowSize ? all.length - windowSize : 0;
    start += dropped;
    old = all.slice(dropped);
    recent = '';
  }

  function textFrom(offset: number): string {
    const skipped = Math.max(0, offset - start);
    const held = skipped >= old.length ? recent.slice(skipped - old.length) : old.slice(skipped) + recent;
    const inLine = Math.max(0, skipped - old.length - recent.length);
    return held + (inLine === 0 ? line.text : line.text.slice(inLine));
  }

  function finishLine(column: number, nextRow: number): void {
    const from = lineStart();
    if (line.lowestEdit !== Infinity) finishedEdit = Math.min(finishedEdit, from + line.lowestEdit);
    if (line.text !== '') segments.push({ row, column: origin, start: from, end: from + line.text.length });
    if (segments.length > 2 * size.rows) segments = segments.slice(-size.rows);
    recent += `${line.text}\n`;
    if (recent.length > recentSize) archive();
    row = nextRow;
    topRow = Math.max(topRow, row - size.rows + 1);
    origin = 0;
    jumpedTo = undefined;
    line.restart(column);
  }

  function lineFeed(): void {
    const column = (origin + line.column) % size.columns;
    finishLine(line.column === 0 ? 0 : column, cursorRow() + 1);
  }

  /** The program put the cursor on another row: what it writes next is a line of its own. */
  function jump(toRow: number, toColumn: number): void {
    const target = Math.min(Math.max(toRow, topRow), topRow + size.rows - 1);
    if (target === row && origin === 0 && line.text.length <= size.columns) {
      line.moveTo(toColumn);
      return;
    }
    if (line.text !== '') finishLine(0, target);
    else line.restart(0);
    row = target;
    origin = toColumn;
    jumpedTo = segments.findLast(
      (each) =>
        each.row === row && each.column <= toColumn && toColumn <= each.column + each.end - each.start + 1,
    );
  }

  function csi(final: string, params: readonly number[], prefix: string): void {
    const first = params[0] ?? 0;
    if (prefix === '?' && (final === 'h' || final === 'l')) {
      if (params.includes(1)) isApplicationCursor = final === 'h';
      if (params.includes(2004)) isBracketedPaste = final === 'h';
    }
    if (prefix !== '') return;
    const count = Math.max(1, first);
    if (final === 'H' || final === 'f') jump(topRow + count - 1, Math.max(1, params[1] ?? 1) - 1);
    else if (final === 'd') jump(topRow + count - 1, origin + line.column);
    else if (final === 'A') {
      if (!line.moveUp(count)) jump(cursorRow() - count, (origin + line.column) % size.columns);
    } else if (final === 'B' || final === 'e')
      jump(cursorRow() + count, (origin + line.column) % size.columns);
    else if (final === 'E') jump(cursorRow() + count, 0);
    else if (final === 'F') jump(cursorRow() - count, 0);
    else inLine(final, first, count);
  }

  function inLine(final: string, first: number, count: number): void {
    if (final === 'C' || final === 'a') line.move(count);
    else if (final === 'D') line.move(-count);
    else if (final === 'G' || final === '`') line.moveTo(Math.max(0, count - 1 - origin));
    else if (final === 'K') line.erase(first);
    else if (final === 'J' && first === 0) line.erase(0);
    else if (final === 'J') segments = [];
    else if (final === 'X') line.eraseChars(count);
    else if (final === 'P') line.deleteChars(count);
    else if (final === '@') line.insertBlanks(count);
  }

  function resetModes(): void {
    isApplicationCursor = isBracketedPaste = false;
  }

  const parser = createEscapeParser({
    print(text) {
      jumpedTo = undefined;
      line.print(text);
    },
    control(code) {
      if (code === 0x0a || code === 0x0b || code === 0x0c) lineFeed();
      else if (code === 0x0d) {
        if (origin === 0) line.carriageReturn();
        else jump(row, 0);
      } else if (code === 0x08) line.move(-1);
      else if (code === 0x09) line.move(8 - ((origin + line.column) % 8));
    },
    csi,
    escape(final) {
      if (final === 'M') jump(cursorRow() - 1, (origin + line.column) % size.columns);
      else if (final === 'D' || final === 'E') lineFeed();
      else if (final === 'c') {
        segments = [];
        resetModes();
      }
    },
    softReset: resetModes,
    query() {
      hasQuery = true;
    },
  });

  return {
    push(bytes) {
      parser.push(decoder.decode(bytes, { stream: true }));
    },
    finish() {
      parser.push(decoder.decode());
    },
    textFrom,
    get start() {
      return start;
    },
    get end() {
      return lineStart() + line.text.length;
    },
    get lineStart() {
      return lineStart();
    },
    get cursor() {
      return jumpedTo?.end ?? lineStart() + line.column;
    },
    get promptLine() {
      return jumpedTo ?? { start: lineStart(), end: lineStart() + line.text.length };
    },
    get lowestEdit() {
      return Math.min(finishedEdit, lineStart() + line.lowestEdit);
    },
    clearEdits() {
      finishedEdit = Infinity;
      line.clearEdits();
    },
    lastLines(count) {
      const enough =
        recent.length > 0 && recent.split('\n', count + 1).length > count ? start + old.length : start;
      return textFrom(enough).trimEnd().split('\n').slice(-count);
    },
    get isApplicationCursor() {
      return isApplicationCursor;
    },
    get isBracketedPaste() {
      return isBracketedPaste;
    },
    takeQuery() {
      const had = hasQuery;
      hasQuery = false;
      return had;
    },
    resize(next) {
      Object.assign(size, next);
    },
  };
}
