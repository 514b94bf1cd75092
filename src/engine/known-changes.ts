import type { Change } from './engine.js';

/** The engine's list of changes, kept small: of what is added, the topmost directories stand for all below them. */
export class KnownChanges {
  readonly #kinds = new Map<string, Change['kind']>();

  add({ path, kind }: Change): void {
    if (kind === 'added' && this.#isBelowAdded(path)) return;
    this.#kinds.set(path, kind);
  }

  kindOf(path: string): Change['kind'] | undefined {
    return this.#kinds.get(path) ?? (this.#isBelowAdded(path) ? 'added' : undefined);
  }

  #isBelowAdded(path: string): boolean {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const kind = this.#kinds.get(path.slice(0, end));
      if (kind !== undefined) return kind === 'added';
    }
    return false;
  }
}
