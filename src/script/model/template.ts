import type { Place } from '../../errors/script.js';

/** Text with `${{ name }}` in it, split once; `parts` alternate freely between text and references. */
export interface Template {
  readonly source: string;
  readonly place: Place;
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** For example `params.release`, `match.1`, `base.env.PATH`, `inputs.sdk`, `workspace`, or a saved name. */
  | { readonly kind: 'reference'; readonly path: string; readonly place: Place };
