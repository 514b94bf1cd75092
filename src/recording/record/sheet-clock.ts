/** The time of the recording: it stands still in a pause, and events are written later than they happen. */
export class SheetClock {
  readonly #nowMs: () => number;
  #pausedMs = 0;
  #pausedAtMs: number | undefined;
  #writtenMs: number | undefined;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Now, without the pauses so far. */
  now(): number {
    return (this.#pausedAtMs ?? this.#nowMs()) - this.#pausedMs;
  }

  /** For the writer: when the event that is written happened; never before the one ahead of it. */
  nowMs(): number {
    return this.#writtenMs ?? this.now();
  }

  writing(atMs: number): void {
    this.#writtenMs = Math.max(atMs, this.#writtenMs ?? atMs);
  }

  pause(): void {
    this.#pausedAtMs ??= this.#nowMs();
  }

  resume(): void {
    if (this.#pausedAtMs !== undefined) this.#pausedMs += this.#nowMs() - this.#pausedAtMs;
    this.#pausedAtMs = undefined;
  }
}
