import type { RedactingStream } from './stream.js';

/** What happens beside a stream, told at its place between the bytes although the stream holds some of them back. */
export interface InOrder {
  /** Hands on what may be shown of a piece, now or later, in one part or in several. */
  output(piece: Uint8Array, emit: (bytes: Uint8Array) => void): void;
  /** Calls once all output before it is out: at once, unless some is held back because a secret may begin there. */
  then(call: () => void): void;
  /** Lets out all that is held back; the filter is then as new. */
  flush(): void;
}

interface HeldPiece {
  readonly bytes: Uint8Array;
  readonly emit: (bytes: Uint8Array) => void;
  /** What happened between it and the next one. */
  readonly calls: (() => void)[];
}

export function inOrder(stream: RedactingStream): InOrder {
  let held: HeldPiece[] = [];

  /** Hands on what was let out: it stands for all bytes that are held but the last `heldBytes`. */
  function letOut(out: Uint8Array): void {
    const pieces = held;
    held = [];
    const bytes = Buffer.concat(pieces.map((each) => each.bytes));
    let decided = bytes.length - stream.heldBytes;
    const before = Math.min(decided, bytes.length - (pieces.at(-1)?.bytes.length ?? 0));
    // A mask in the earlier ones belongs to none of them alone: then all goes with the first.
    const isPlain = bytes.subarray(0, before).equals(out.subarray(0, before));
    let rest = out;
    for (const [at, piece] of pieces.entries()) {
      const { length } = piece.bytes;
      const isLast = at === pieces.length - 1 || decided <= length;
      const shown = isPlain && !isLast ? rest.subarray(0, length) : rest;
      rest = rest.subarray(shown.length);
      if (shown.length > 0) piece.emit(shown);
      if (decided < length) {
        held = [{ ...piece, bytes: piece.bytes.subarray(decided) }, ...pieces.slice(at + 1)];
        return;
      }
      decided -= length;
      for (const call of piece.calls) call();
    }
  }

  return {
    output(piece, emit) {
      const out = stream.push(piece);
      if (held.length === 0 && stream.heldBytes === 0) {
        if (out.length > 0) emit(out);
        return;
      }
      // Whoever reads may use the memory of the piece again.
      held.push({ bytes: Uint8Array.from(piece), emit, calls: [] });
      letOut(out);
    },
    then(call) {
      const last = held.at(-1);
      if (last === undefined) call();
      else last.calls.push(call);
    },
    flush: () => letOut(stream.end()),
  };
}
