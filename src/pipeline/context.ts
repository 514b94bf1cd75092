import type { Values } from '../script/lookup.js';

/** The values `${{ }}` names in one phase; `saved` grows while the run goes on. */
export type ReferenceValues = Required<Values> & { readonly saved: Map<string, string> };
