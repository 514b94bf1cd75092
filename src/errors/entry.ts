/** One kind of expected failure. `Details` is plain data; a secret never belongs in it. */
export interface ErrorEntry<Details> {
  /** Exit code of the command line for this failure (docs/cli.md lists them). */
  readonly exitCode: number | ((details: Details) => number);
  /** What it means, for the reference page. */
  readonly meaning: string;
  /** One sentence that names the thing and the values that matter. */
  readonly message: (details: Details) => string;
  /** What to do about it. */
  readonly hint: (details: Details) => string;
  /** The same for a program that called the library, where that is said in other words than a script's. */
  readonly hintInCode?: (details: Details) => string;
}

export function define<Details>(entry: ErrorEntry<Details>): ErrorEntry<Details> {
  return entry;
}
