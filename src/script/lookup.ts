import type { ParamValues } from './params.js';
import type { Lookup } from './template.js';

/** Everything a `${{ name }}` can stand for at one moment of a run; what a phase does not have is left out. */
export interface Values {
  readonly params: ParamValues;
  /** Where each input is: a host path in `prepare`, a path in the container in `deploy`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Read at every look-up, so names saved later are found. */
  readonly saved?: ReadonlyMap<string, string>;
  readonly workspace?: string;
  /** The environment of the base image; a variable it does not have is empty. */
  readonly baseEnv?: Readonly<Record<string, string>>;
}

/** The look-up over these values; undefined for a name that has none. */
export function createLookup(values: Values): Lookup {
  return (path) => {
    const [head = '', ...rest] = path.split('.');
    const name = rest.join('.');
    if (rest.length === 0) return head === 'workspace' ? values.workspace : values.saved?.get(head);
    // A param that was not given and has no default is empty: `check` knows every name, so none is misspelt here.
    if (head === 'params') return ownText(values.params, name) ?? '';
    if (head === 'inputs') return ownText(values.inputs ?? {}, name);
    if (head === 'base' && values.baseEnv !== undefined)
      return ownText(values.baseEnv, rest.slice(1).join('.')) ?? '';
    return undefined;
  };
}

function ownText(
  record: Readonly<Record<string, string | number | boolean>>,
  name: string,
): string | undefined {
  return Object.hasOwn(record, name) ? String(record[name]) : undefined;
}
