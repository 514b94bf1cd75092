/** What programs get that are started inside a scope, besides what its workplace gives. */
export interface Given {
  /** Undefined is a variable that is taken away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly user?: string;
  /** What goes first in PATH: a folder, or several with `:` between them. */
  readonly pathFolder?: string;
}

/** A scope that is open; disposing closes it and throws SCOPE_LEFT when something stays. */
export interface Scope extends AsyncDisposable {
  readonly given: Given;
}
