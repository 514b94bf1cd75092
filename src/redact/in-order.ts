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

/** Where a piece ends among the bytes that are held, and who hands its bytes on. */
interface Source {
  readonly end: number;
  readonly emit: Emit;
}

const none = new Uint8Array(0);

export function inOrder(stream: RedactingStream): InOrder {
  /** What the stream holds, as it came: a piece may not be there any more. */
  let held = none;
  let sources: readonly Source[] = [];
  let waiting: readonly Told[] = [];

  /** Hands on what was let out for the first `decided` bytes of the sources, and tells what stands between them. */
  function letOut(out: Uint8Array, decided: number, from: readonly Source[]): void {
    const isHeldPlain = held.every((byte, at) => at >= decided || byte === out[at]);
    let shown = 0;
    const show = (to: number, end: number): void => {
      if (to > shown) from.find((each) => each.end >= end)?.emit(out.subarray(shown, to));
      shown = Math.max(shown, to);
    };
    const due = waiting.filter(({ behind }) => behind <= decided);
    waiting = waiting.slice(due.length).map(({ behind, call }) => ({ behind: behind - decided, call }));
    for (const { behind, call } of due) {
      // A mask that begins in them belongs to none of them alone: then all goes before what is told.
      show(isHeldPlain ? behind : out.length, behind);
      call();
    }
    show(out.length, decided);
  }

  return {
    output(piece, emit) {
      const out = stream.push(piece);
      if (held.length === 0 && stream.heldBytes === 0) {
        if (out.length > 0) emit(out);
        return;
      }
      const total = held.length + piece.length;
      const decided = total - stream.heldBytes;
      const from = [...sources, { end: total, emit }];
      if (waiting.length > 0) letOut(out, decided, from);
      else if (out.length > 0) emit(out);
      held = lastOf(held, piece, total - decided);
      sources = from.map((each) => ({ ...each, end: each.end - decided })).filter(({ end }) => end > 0);
    },
    then(call) {
      if (held.length === 0) call();
      else waiting = [...waiting, { behind: held.length, call }];
    },
    flush() {
      letOut(stream.end(), held.length, sources);
      held = none;
      sources = [];
    },
  };
}

/** A copy of the last bytes of two pieces. */
function lastOf(one: Uint8Array, other: Uint8Array, count: number): Uint8Array<ArrayBuffer> {
  if (count === 0) return none;
  const all = count > other.length ? Buffer.concat([one, other]) : other;
  return Uint8Array.from(all.subarray(all.length - count));
}
