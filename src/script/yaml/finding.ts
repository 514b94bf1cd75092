/** One finding of the schema with the whole path to it, and what would have been right there. */
export type Finding =
  | {
      readonly kind: 'unknown';
      readonly path: readonly PropertyKey[];
      readonly key: string;
      readonly known: readonly string[];
      readonly isTextAllowed: boolean;
    }
  | {
      readonly kind: 'missing';
      readonly path: readonly PropertyKey[];
      readonly keys: readonly string[];
      readonly isTextAllowed: boolean;
    }
  | { readonly kind: 'type'; readonly path: readonly PropertyKey[]; readonly expected: readonly string[] }
  | { readonly kind: 'key'; readonly path: readonly PropertyKey[]; readonly message: string }
  | {
      readonly kind: 'value';
      readonly path: readonly PropertyKey[];
      readonly message: string;
      readonly replacement?: string;
      readonly allowed?: readonly string[];
    };
