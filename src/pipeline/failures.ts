/** What failed, each on its own: scopes within scopes that could not be closed tell of all they met. */
export function failuresIn(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? (error.errors as unknown[]).flatMap(failuresIn) : [error];
}
