import { randomBytes } from 'node:crypto';

/**
 * A sequence of ours in a program's output that says where it ends. Everything written before it has then been read,
 * whatever the system buffers in between. An application program command (ECMA-48 APC), so that it shows nothing
 * even if it were printed.
 */
export interface EndMarker {
  readonly bytes: Uint8Array;
  /**
   * Takes the next output and returns what of it is the program's. The marker may be cut anywhere between pieces;
   * a beginning of it is held back until the next piece decides.
   */
  push(piece: Uint8Array): { readonly output: Uint8Array; readonly isSeen: boolean };
}

export function createEndMarker(nonce = randomBytes(12).toString('hex')): EndMarker {
  const bytes = Buffer.from(`\x1b_unattend-end-${nonce}\x1b\\`, 'latin1');
  let held = Buffer.alloc(0);
  return {
    bytes,
    push(piece) {
      const all =
        held.length === 0
          ? Buffer.from(piece.buffer, piece.byteOffset, piece.length)
          : Buffer.concat([held, piece]);
      const at = all.indexOf(bytes);
      if (at >= 0) {
        held = Buffer.alloc(0);
        return {
          output: Buffer.concat([all.subarray(0, at), all.subarray(at + bytes.length)]),
          isSeen: true,
        };
      }
      const heldLength = beginningAtEnd(all, bytes);
      held = Buffer.from(all.subarray(all.length - heldLength));
      return { output: all.subarray(0, all.length - heldLength), isSeen: false };
    },
  };
}

/** How many bytes at the end of `all` are a beginning of `wanted`. */
function beginningAtEnd(all: Buffer, wanted: Buffer): number {
  const from = Math.max(0, all.length - wanted.length + 1);
  for (let at = all.indexOf(0x1b, from); at >= 0; at = all.indexOf(0x1b, at + 1)) {
    if (wanted.subarray(0, all.length - at).equals(all.subarray(at))) return all.length - at;
  }
  return 0;
}
