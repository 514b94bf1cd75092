import type { Container } from '../engine/engine.js';
import { foldersOfOurs } from './first-in-path.js';
import { hold, type Scripts } from './held.js';
import { newScopeId } from './id.js';

/** Fakes that are there; disposing takes them away. */
export interface Stubs extends AsyncDisposable {
  /** The folder that goes first in PATH. */
  readonly folder: string;
  /** What was called, in order, each with its arguments; known once the fakes are gone. */
  readonly calls: () => readonly string[];
}

interface FakesSpec extends Scripts {
  readonly container: Container;
  readonly what: string;
  /** What PATH is outside. */
  readonly path: string;
  readonly args: readonly string[];
}

/** Between two calls in what the closing lines print. */
const separator = '\x1e';

/** Holds fakes in a folder of their own: the scripts get its id, PATH, and `args`. Throws SCOPE_REFUSED. */
export async function openFakes({ container, what, open, close, path, args }: FakesSpec): Promise<Stubs> {
  const id = newScopeId();
  const held = await hold(container, { what, open, close, args: [id, path, ...args] });
  let calls: readonly string[] = [];
  return {
    folder: `${foldersOfOurs}/${id}`,
    calls: () => calls,
    async [Symbol.asyncDispose]() {
      await held[Symbol.asyncDispose]();
      calls = held
        .said()
        .split(separator)
        .filter((call) => call.trim() !== '');
    },
  };
}
