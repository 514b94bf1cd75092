import type { RedactingStream } from './stream.js';

/** What happens beside a stream, told at its place between the bytes although the stream holds some of them back. */
export interface InOrder {
  /** Hands on what may be shown of a piece, now or later, in one part or in several. */
  output(piece: Uint8Array, emit: Emit): void;
  /** Calls once all output before it is out: at once, unless some is held back because a secret may begin there. */
  then(call: () => void): void;
  /** Lets out all that is held back; the filter is then as new. */
  flush(): void;
}

type Emit = (bytes: Uint8Array) => void;

/** What is told behind some of the bytes that are held. */
interface Told {
  readonly behind: number;
  readonly call: () => void;
}

const none = new Uint8Array(0);

export function inOrder(stream: RedactingStream): InOrder {
  /** What the stream holds, as it came: a piece may not be there any more. */
  let held = none;
  let emitHeld: Emit = () => undefined;
  let waiting: readonly Told[] = [];

  /** Hands on what was let out for the bytes that were held and a piece behind them; tells what stands between the former. */
  function letOut(out: Uint8Array, decided: number, emit: Emit): void {
    const isHeldPlain = held.every((byte, at) => at >= decided || byte === out[at]);
    let from = 0;
    const show = (to: number, by: Emit): void => {
      if (to > from) by(out.subarray(from, to));
      from = Math.max(from, to);
    };
    const due = waiting.filter(({ behind }) => behind <= decided);
    waiting = waiting.slice(due.length).map(({ behind, call }) => ({ behind: behind - decided, call }));
    for (const { behind, call } of due) {
      // A mask that begins in them belongs to none of them alone: then all goes before what is told.
      show(isHeldPlain ? behind : out.length, emitHeld);
      call();
    }
    show(out.length, emit);
  }

  return {
    output(piece, emit) {
      const out = stream.push(piece);
      const { heldBytes } = stream;
      if (waiting.length > 0) letOut(out, held.length + piece.length - heldBytes, emit);
      else if (out.length > 0) emit(out);
      if (heldBytes > piece.length) held = lastOf(Buffer.concat([held, piece]), heldBytes);
      else {
        held = heldBytes === 0 ? none : lastOf(piece, heldBytes);
        emitHeld = emit;
      }
    },
    then(call) {
      if (held.length === 0) call();
      else waiting = [...waiting, { behind: held.length, call }];
    },
    flush() {
      letOut(stream.end(), held.length, emitHeld);
      held = none;
    },
  };
}

/** A copy of the last bytes. */
const lastOf = (bytes: Uint8Array, count: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(bytes.subarray(bytes.length - count));
