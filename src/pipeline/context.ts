import type { ParamValue } from '../script/model.js';
import type { Lookup } from '../script/template.js';

/** The values `${{ }}` names in one phase. */
export interface ReferenceValues {
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Input name to its path where the phase runs. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly baseEnv: Readonly<Record<string, string>>;
  /** Names saved by earlier steps and exchanges; it grows while the run goes on. */
  readonly saved: Map<string, string>;
}

/** Resolves `params.x`, `inputs.x`, `workspace`, `base.env.X` and saved names. */
export function lookupIn(values: ReferenceValues): Lookup {
  return (path) => {
    const [head = '', ...rest] = path.split('.');
    const name = rest.join('.');
    // A param without a value is empty: `check` knows every name, so nothing is misspelt here.
    if (head === 'params') return String(values.params[name] ?? '');
    if (head === 'inputs') return values.inputs[name];
    if (path === 'workspace') return values.workspace;
    if (path.startsWith('base.env.')) return values.baseEnv[path.slice('base.env.'.length)] ?? '';
    return values.saved.get(path);
  };
}
