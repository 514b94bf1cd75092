import { createCursorMoves } from './cursor-moves.js';
import { createEscapeParser } from './escape-parser.js';
import { createInputModes } from './input-modes.js';
import { createLineBuffer } from './line-buffer.js';
import { createPlainLines } from './plain-lines.js';
import { createRowMap } from './row-map.js';
import { type Begun, createScreenStart } from './screen-start.js';
import { createTextStore } from './text-store.js';

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
  /** Where the line being written starts: of one that never seems to end, where what of it may still be edited does. */
  readonly lineStart: number;
  /** Where it really begins. */
  readonly lineBegin: number;
  /** Where what may stand on the screen begins: all text before it was cleared off, by erasing the whole screen or by the alternate one. */
  readonly screenStart: number;
  /** Whether the program has shown the alternate screen. */
  readonly hasUsedAlternate: boolean;
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

/** A line that grows beyond twice this many characters is held as finished but for its last ones. */
const lineSize = 8 * 1024;

export function createTextView(initial: { columns: number; rows: number }): TextView {
  const size = { ...initial };
  const line = createLineBuffer(size);
  const rows = createRowMap(size);
  const modes = createInputModes();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const store = createTextStore();
  const screen = createScreenStart();
  const plainLines = createPlainLines();
  /** The decoder holds no beginning of a character. */
  let isDecoderEmpty = true;
  let finishedEdit = Infinity;
  let hasQuery = false;
  /** How much of the line being written is held as finished. */
  let settledSize = 0;

  const lineStart = (): number => store.end;
  const cursorRow = (): number => rows.rowAt(line.column);
  const cursorColumn = (): number => rows.columnAt(line.column);

  function textFrom(offset: number): string {
    const inLine = offset - store.end;
    if (inLine >= 0) return inLine === 0 ? line.text : line.text.slice(inLine);
    return store.from(offset) + line.text;
  }

  function finishLine(column: number, nextRow: number): void {
    const from = lineStart();
    if (line.lowestEdit !== Infinity) finishedEdit = Math.min(finishedEdit, from + line.lowestEdit);
    rows.finished({ start: from, end: from + line.text.length, width: line.width }, nextRow);
    store.append(line.text);
    store.append('\n');
    screen.finished(lineStart());
    line.restart(column);
    settledSize = 0;
  }

  function lineFeed(): void {
    finishLine(line.column === 0 ? 0 : cursorColumn(), cursorRow() + 1);
  }

  /** The beginning of a line that never seems to end is taken for finished, so that looking at it stays cheap. */
  function settleLongLine(): void {
    if (line.text.length <= 2 * lineSize || line.index < line.text.length) return;
    const filled = Math.floor((line.width * (1 - lineSize / line.text.length)) / size.columns);
    const settled = line.cutRows(filled);
    if (settled.lowestEdit !== Infinity)
      finishedEdit = Math.min(finishedEdit, lineStart() + settled.lowestEdit);
    store.append(settled.text);
    settledSize += settled.text.length;
    rows.goneOn(filled);
  }

  function print(text: string, isOneCell?: boolean): void {
    rows.written();
    screen.written();
    line.print(text, isOneCell);
    settleLongLine();
  }

  /** Whole lines at once, each ended by a line feed: the first goes on the line being written. */
  function finishLines(text: string): void {
    const from = lineStart();
    if (line.lowestEdit !== Infinity) finishedEdit = Math.min(finishedEdit, from + line.lowestEdit);
    const lines = line.text + text;
    rows.wroteLines(lines, from);
    screen.written();
    store.append(lines);
    line.restart(0);
    settledSize = 0;
  }

  function takePlain(bytes: Uint8Array, at: number): number {
    const { text, next } = plainLines.take(bytes, at, line.text === '');
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) finishLines(text.slice(0, end));
    if (end < text.length) print(text.slice(end), true);
    return next;
  }

  /** Through the parser, up to a line's end: what comes then may be plain again. */
  function takeLine(bytes: Uint8Array, at: number): number {
    const end = bytes.indexOf(0x0a, at);
    const next = end < 0 ? bytes.length : end + 1;
    parser.push(decoder.decode(bytes.subarray(at, next), { stream: true }));
    isDecoderEmpty = (bytes[next - 1] ?? 0) < 0x80;
    return next;
  }

  const isPlainPossible = (): boolean =>
    isDecoderEmpty && parser.isGround && rows.origin === 0 && line.index === line.text.length;

  const begun = (): Begun => ({ start: lineStart(), isEmpty: line.text === '' });
  const onCleared = (): void => screen.cleared(begun());
  const moves = createCursorMoves({ line, rows, size, finishLine, onCleared });

  function setModes(params: readonly number[], isOn: boolean): void {
    modes.set(params, isOn);
    screen.setModes(params, isOn, begun());
  }

  function csi(final: string, params: readonly number[], prefix: string): void {
    if (prefix === '?' && (final === 'h' || final === 'l')) setModes(params, final === 'h');
    else if (prefix === '') moves.csi(final, params);
  }

  const parser = createEscapeParser({
    print,
    control(code) {
      if (code === 0x0a || code === 0x0b || code === 0x0c) lineFeed();
      else if (code === 0x0d) {
        if (rows.origin === 0) line.carriageReturn();
        else moves.jump(rows.row, 0);
      } else if (code === 0x08) line.move(-1);
      else if (code === 0x09) line.move(8 - ((rows.origin + line.column) % 8));
    },
    csi,
    escape(final) {
      if (final === 'M') moves.up();
      else if (final === 'D' || final === 'E') lineFeed();
      else if (final === 'c') {
        rows.clear();
        modes.reset();
        screen.setModes([1049], false, begun());
        onCleared();
      }
    },
    softReset: () => modes.reset(),
    query() {
      hasQuery = true;
    },
  });

  return {
    push(bytes) {
      for (let at = 0; at < bytes.length;) {
        if (isPlainPossible()) at = takePlain(bytes, at);
        if (at < bytes.length) at = takeLine(bytes, at);
      }
    },
    finish() {
      parser.push(decoder.decode());
    },
    textFrom,
    get start() {
      return store.start;
    },
    get end() {
      return lineStart() + line.text.length;
    },
    get lineStart() {
      return lineStart();
    },
    get lineBegin() {
      return lineStart() - settledSize;
    },
    get screenStart() {
      return screen.offset;
    },
    get hasUsedAlternate() {
      return screen.hasUsedAlternate;
    },
    get cursor() {
      return rows.jumpedTo?.end ?? lineStart() + line.index;
    },
    get promptLine() {
      return rows.jumpedTo ?? { start: lineStart(), end: lineStart() + line.text.length };
    },
    get lowestEdit() {
      return Math.min(finishedEdit, lineStart() + line.lowestEdit);
    },
    clearEdits() {
      finishedEdit = Infinity;
      line.clearEdits();
    },
    lastLines(count) {
      const near = Math.max(store.start, lineStart() - (count + 1) * size.columns);
      const lines = textFrom(near).trimEnd().split('\n');
      if (lines.length > count) return lines.slice(-count);
      return textFrom(store.start).trimEnd().split('\n').slice(-count);
    },
    get isApplicationCursor() {
      return modes.isApplicationCursor;
    },
    get isBracketedPaste() {
      return modes.isBracketedPaste;
    },
    takeQuery() {
      const had = hasQuery;
      hasQuery = false;
      return had;
    },
    resize(next) {
      rows.settle();
      Object.assign(size, next);
      line.resized();
    },
  };
}
