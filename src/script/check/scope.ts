import type { When } from '../model.js';
import type { RegExpFacts } from '../pattern-syntax.js';

/** A name kept by an earlier `save`, and under which conditions it was. */
export interface SavedName {
  readonly conditions: readonly When[];
  /** Why it may not be there: what keeps it need not come, or stands in some branches only. */
  readonly doubt?: 'optional' | 'branch';
}

/** Which names exist at one place of the script. */
export interface Scope {
  readonly hasInputs: boolean;
  readonly hasWorkspace: boolean;
  readonly hasBaseEnv: boolean;
  readonly saved: ReadonlyMap<string, SavedName>;
  /** Names saved by the dialogue itself, which its patterns cannot use: they are made before it starts. */
  readonly tooLate: ReadonlySet<string>;
  /** The captures of the pattern that matched; absent where nothing did. */
  readonly match?: Pick<RegExpFacts, 'captures' | 'names'>;
  /** The `when` of what is around. */
  readonly conditions: readonly When[];
}

export const bareScope: Scope = {
  hasInputs: false,
  hasWorkspace: false,
  hasBaseEnv: false,
  saved: new Map(),
  tooLate: new Set(),
  conditions: [],
};

/** Words that cannot be saved names because they begin the names of something else. */
export const reservedNames: ReadonlySet<string> = new Set([
  'params',
  'inputs',
  'match',
  'base',
  'workspace',
  'secrets',
  'secret',
  'env',
]);

export function withCondition(scope: Scope, when: When | undefined): Scope {
  return when === undefined ? scope : { ...scope, conditions: [...scope.conditions, when] };
}
