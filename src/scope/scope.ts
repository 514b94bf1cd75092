/** What programs get that are started inside a scope, besides what its workplace gives. */
export interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly user?: string;
  /** A folder that goes first in PATH. */
  readonly pathFolder?: string;
}

/** A scope that is open; disposing closes it and throws SCOPE_LEFT when something stays. */
export interface Scope extends AsyncDisposable {
  readonly given: Given;
}
