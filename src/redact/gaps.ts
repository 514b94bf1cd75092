/** The gaps of a piece, in order: stretches that are not seen. Two numbers each, for there may be one in every 20 bytes. */
export class Gaps {
  #places = new Int32Array(64);
  #length = 0;

  get count(): number {
    return this.#length >> 1;
  }

  push(from: number, to: number): void {
    if (this.#length === this.#places.length) {
      const larger = new Int32Array(2 * this.#places.length);
      larger.set(this.#places);
      this.#places = larger;
    }
    this.#places[this.#length++] = from;
    this.#places[this.#length++] = to;
  }

  clear(): void {
    this.#length = 0;
  }

  /** The place of the visible byte before a place, when only the first gaps are looked at. */
  before(place: number, count: number): number {
    const isBehindGap = count > 0 && this.#places[2 * count - 1] === place;
    return (isBehindGap ? (this.#places[2 * count - 2] ?? 0) : place) - 1;
  }
}
