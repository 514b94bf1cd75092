import { reservedNames } from '../check/scope.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, entriesOf, mapEntries } from './at.js';

/** The names of a `save`, each with what is kept under it. */
export function buildSaved<T, R>(
  build: Build,
  at: At<Readonly<Record<string, T>>> | undefined,
  buildOne: (entry: At<T>) => R,
): Record<string, R> {
  for (const { key, node } of entriesOf(at)) {
    if (reservedNames.has(key))
      complain(
        build.report,
        node.key?.start ?? node.start,
        `\`${key}\` cannot be a saved name: it begins the names of something else`,
      );
  }
  return mapEntries(at, buildOne);
}
