import type { Field } from './field.js';
import { repeatedTexts } from './repeats.js';

/** What was seen of a form since it is worked on: one that scrolls shows some of its fields at a time. */
export class SeenForm {
  readonly #fields: Field[] = [];
  /** The labels that each look showed, by which way the form was gone through. */
  readonly #windows: Record<'down' | 'up', (readonly string[])[]> = { down: [], up: [] };

  see(shown: readonly Field[], way: 'down' | 'up'): void {
    this.#windows[way].push(shown.map(({ label }) => label));
    // Two fields on one screen are two, however alike; on two screens the same label is the same field, as far as is known yet.
    const known = [...this.#fields];
    for (const field of shown) {
      const place = known.findIndex(({ label }) => label === field.label);
      if (place === -1) this.#fields.push(field);
      else known.splice(place, 1);
    }
  }

  /** All that came into view, once each; of one label that is there twice out of sight of each other, two. */
  get fields(): readonly Field[] {
    const repeated = this.#repeated();
    const isAlone = ({ label }: Field): boolean =>
      this.#fields.filter((other) => other.label === label).length === 1;
    return this.#fields.flatMap((field) =>
      repeated.has(field.label) && isAlone(field) ? [field, field] : [field],
    );
  }

  /** Both ways are read from the top: where labels alternate, no window tells by itself which way the form was scrolled. */
  #repeated(): ReadonlySet<string> {
    const { down, up } = this.#windows;
    return new Set(
      [down, up.toReversed()].flatMap((windows) => [...repeatedTexts(windows, { mayGoRound: false })]),
    );
  }
}
