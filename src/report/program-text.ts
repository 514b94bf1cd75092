import { createTextView } from '../dialogue/text-view.js';
import { cleanLine } from './text.js';

/** What a person would have read of the output of one program, line by line and harmless to print. */
export interface ProgramText {
  push(bytes: Uint8Array): void;
  /** Lines that were finished since the last call, blank ones left out; `isEnd`: and the one being written. */
  takeLines(isEnd?: boolean): readonly string[];
  /** The last lines, the one being written included, blank ones left out. */
  lastLines(count: number): readonly string[];
}

const isShown = (line: string): boolean => line.trim() !== '';

export interface ProgramTextSpec {
  /** Of the terminal; absent for a command whose output came through a pipe. */
  readonly size?: { readonly columns: number; readonly rows: number };
  /** Whether finished lines are kept for `takeLines`. */
  readonly keepsLines: boolean;
}

const pipeSize = { columns: 80, rows: 24 };

export function createProgramText({ size, keepsLines }: ProgramTextSpec): ProgramText {
  const view = createTextView(size ?? pipeSize);
  // The view keeps the last 64 KiB: lines are taken out of it before they can leave it.
  const pieceBytes = 16 * 1024;
  let taken = 0;
  let lines: string[] = [];

  function collect(end: number): void {
    if (end <= taken) return;
    const text = view.textFrom(taken).slice(0, end - Math.max(taken, view.start));
    lines.push(...text.split('\n').map(cleanLine).filter(isShown));
    taken = end;
  }

  return {
    push(bytes) {
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        const piece = bytes.subarray(at, at + pieceBytes);
        view.push(size === undefined ? returned(piece) : piece);
        if (keepsLines) collect(view.lineStart);
      }
    },
    takeLines(isEnd = false) {
      if (keepsLines && isEnd) collect(view.end);
      const all = lines;
      lines = [];
      return all;
    },
    // Blank lines between the last ones would leave fewer: look a little further back.
    lastLines: (count) =>
      view
        .lastLines(4 * count)
        .map(cleanLine)
        .filter(isShown)
        .slice(-count),
  };
}

/** What a terminal makes of the line feeds of a pipe: carriage return and line feed. */
function returned(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
}
