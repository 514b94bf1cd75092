import type { HeldStage } from './stage.js';

/** How much output is fed before the dialogue looks at it; far less than the 64 kB of text it holds. */
const pieceBytes = 16 * 1024;

/** A piece of output this large is one of many: a terminal hands out 4095 bytes at most. */
const flowBytes = 4095;

/** When the dialogue looks: after output, not after each piece of a flood, and when time has come. */
export class TurnTaking {
  readonly #stage: HeldStage;
  readonly #look: (fedAtMs: number | undefined) => void;
  #isDue = false;
  #isFlowing = false;
  /** Fed since the dialogue last looked. */
  #unseenBytes = 0;
  /** When it was fed: that it lay there for a while before it was looked at is no silence of the program's. */
  #fedAtMs: number | undefined;
  #wakeAtMs = Infinity;
  #cancelWake: () => void = () => undefined;

  /** `look` is called with the time of the output it looks at; without one there is none that it has not seen. */
  constructor(stage: HeldStage, look: (fedAtMs: number | undefined) => void) {
    this.#stage = stage;
    this.#look = look;
  }

  /** The dialogue holds a window of text only: it looks at all of a burst before any of it leaves the window. */
  feed(bytes: Uint8Array): void {
    this.#isFlowing = bytes.length >= flowBytes;
    if (bytes.length <= pieceBytes) this.#feed(bytes);
    else
      for (let at = 0; at < bytes.length; at += pieceBytes) this.#feed(bytes.subarray(at, at + pieceBytes));
  }

  #feed(piece: Uint8Array): void {
    const { clock, reading, isOpen } = this.#stage;
    this.#fedAtMs = clock.nowMs();
    reading.feed(piece, this.#fedAtMs);
    this.#unseenBytes += piece.length;
    if (this.#unseenBytes > pieceBytes && isOpen) this.now();
  }

  /** The last piece of output was a large one: more of it is on its way. */
  get isFlowing(): boolean {
    return this.#isFlowing;
  }

  /** One turn serves all output that is there by then. */
  soon(): void {
    if (this.#isDue || !this.#stage.isOpen) return;
    this.#isDue = true;
    this.#stage.clock.soon(this.#dueTurn);
  }

  readonly #dueTurn = (): void => {
    this.#isDue = false;
    if (this.#isFlowing) {
      this.#isFlowing = false;
      this.soon();
    } else this.now();
  };

  now(): void {
    const fedAtMs = this.#fedAtMs;
    this.#unseenBytes = 0;
    this.#fedAtMs = undefined;
    this.#look(fedAtMs);
  }

  /** At this time too, if it comes before the one that is awaited. */
  at(wakeAtMs: number): void {
    if (this.#wakeAtMs <= wakeAtMs) return; // the timer that runs comes first and looks again
    this.#cancelWake();
    this.#wakeAtMs = wakeAtMs;
    const { clock } = this.#stage;
    this.#cancelWake = clock.after(Math.max(0, Math.ceil(wakeAtMs - clock.nowMs())), () => {
      this.#wakeAtMs = Infinity;
      // Output may lie ready that was not read yet, for timers go first; it has to be seen before silence is judged.
      this.soon();
    });
  }

  /** No time is awaited any more. */
  forgetTime(): void {
    this.#cancelWake();
    this.#wakeAtMs = Infinity;
  }
}
