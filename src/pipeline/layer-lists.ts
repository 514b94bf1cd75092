import type {
  LayerFile,
  LayerOwner,
  LayerReview,
  PrivilegedFile,
  SizedPath,
  SomePaths,
} from '../events/layer.js';

/** How many of many are named; all are counted. */
const named = 10;

/** The first paths by name, whatever order they come in, and how many there are. */
export class FewPaths {
  #count = 0;
  #paths: string[] = [];

  add(path: string): void {
    this.#count += 1;
    const last = this.#paths.at(-1);
    if (this.#paths.length >= named && last !== undefined && path > last) return;
    this.#paths = [...this.#paths, path].sort(byName).slice(0, named);
  }

  some(): SomePaths {
    return { count: this.#count, paths: this.#paths };
  }
}

export class Largest {
  #files: readonly SizedPath[] = [];

  add(file: SizedPath): void {
    const smallest = this.#files.at(-1);
    if (file.sizeBytes === 0) return;
    if (this.#files.length >= named && smallest !== undefined && file.sizeBytes < smallest.sizeBytes) return;
    this.#files = [...this.#files, file]
      .sort((one, other) => other.sizeBytes - one.sizeBytes || byName(one.path, other.path))
      .slice(0, named);
  }

  all(): readonly SizedPath[] {
    return this.#files;
  }
}

/** Owners other than root; a group of root's own files only when the container does not know it. */
export class Owners {
  readonly #owners = new Map<string, LayerOwner>();

  add({ uid, gid, user, group, sizeBytes }: LayerFile): void {
    if (uid === 0 && group !== null) return;
    const key = `${uid}:${gid}`;
    const { count = 0, sizeBytes: before = 0 } = this.#owners.get(key) ?? {};
    this.#owners.set(key, { uid, gid, user, group, count: count + 1, sizeBytes: before + sizeBytes });
  }

  all(): readonly LayerOwner[] {
    return [...this.#owners.values()]
      .sort((one, other) => other.count - one.count || one.uid - other.uid || one.gid - other.gid)
      .slice(0, named);
  }
}

/** Files with setuid, setgid or capabilities: named up to a hundred, for each of them matters. */
export class Privileged {
  #count = 0;
  readonly #files: PrivilegedFile[] = [];

  add(path: string, { type, mode, uid, gid, user, group, capabilities }: LayerFile): void {
    if (type !== 'file' || ((mode & 0o6000) === 0 && capabilities === undefined)) return;
    this.#count += 1;
    if (this.#files.length >= 100) return;
    this.#files.push({
      path,
      mode,
      uid,
      gid,
      user,
      group,
      ...(capabilities === undefined ? {} : { capabilities }),
    });
  }

  some(): LayerReview['privileged'] {
    return { count: this.#count, files: this.#files.toSorted((one, other) => byName(one.path, other.path)) };
  }
}

/** By code unit: the same order on every machine. */
const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
