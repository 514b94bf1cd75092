import { isUtf8 } from 'node:buffer';

/** A line of a file without its line feed; undefined when it is no UTF-8. */
export type Line = string | undefined;

export interface LineSplitter {
  push(chunk: Uint8Array): void;
  /** What has come since the last line feed. */
  readonly rest: { readonly sizeBytes: number; text(): Line };
}

/** Calls for each whole line, however the bytes are cut; one that comes in many pieces is put together once. */
export function createLineSplitter(onLine: (line: Line) => void): LineSplitter {
  let pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  const text = (): Line => {
    const bytes = Buffer.concat(pieces, sizeBytes);
    return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
  };
  const keep = (piece: Uint8Array): void => {
    pieces.push(piece);
    sizeBytes += piece.length;
  };
  return {
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
        keep(chunk.subarray(from, at));
        from = at + 1;
        const line = text();
        pieces = [];
        sizeBytes = 0;
        onLine(line);
      }
      if (from < chunk.length) keep(chunk.subarray(from));
    },
    rest: {
      get sizeBytes() {
        return sizeBytes;
      },
      text,
    },
  };
}

const lineFeed = 0x0a;
