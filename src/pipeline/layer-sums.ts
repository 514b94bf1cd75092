import type { LayerEntry, LayerLook, LayerReview, SizedPath } from '../events/layer.js';
import { FewPaths, Largest, Owners, Privileged } from './layer-lists.js';

/** Sums up a layer entry by entry; what it holds grows with the directories and not with the files. */
export class LayerSums {
  #sizeBytes = 0;
  #copiedBytes = 0;
  readonly #counts = { added: 0, changed: 0, directories: 0 };
  readonly #deleted = new FewPaths();
  readonly #copied = new FewPaths();
  readonly #writable = new FewPaths();
  readonly #directories = new DirectorySizes();
  readonly #largest = new Largest();
  readonly #owners = new Owners();
  readonly #privileged = new Privileged();

  add(entry: LayerEntry): void {
    const { path, kind, file, isOnlyCopied } = entry;
    if (kind === 'deleted') {
      this.#deleted.add(path);
      return;
    }
    if (file?.type === 'directory') this.#counts.directories += 1;
    else if (!isOnlyCopied) this.#counts[kind] += 1;
    if (file === undefined) return;
    this.#sizeBytes += file.sizeBytes;
    this.#directories.add(path, file.sizeBytes);
    this.#largest.add({ path, sizeBytes: file.sizeBytes });
    this.#owners.add(file);
    this.#privileged.add(path, file);
    if (isWorldWritable(file)) this.#writable.add(path);
    if (isOnlyCopied && file.type !== 'directory') {
      this.#copied.add(path);
      this.#copiedBytes += file.sizeBytes;
    }
  }

  review(look: LayerLook): LayerReview {
    return {
      ...look,
      sizeBytes: this.#sizeBytes,
      ...this.#counts,
      deleted: this.#deleted.some(),
      onlyCopied: { ...this.#copied.some(), sizeBytes: this.#copiedBytes },
      bySize: this.#directories.worthNaming(this.#sizeBytes),
      largest: this.#largest.all(),
      owners: this.#owners.all(),
      privileged: this.#privileged.some(),
      worldWritable: this.#writable.some(),
    };
  }
}

/** A symlink's own mode says nothing; a sticky directory such as /tmp is meant to be open to all. */
function isWorldWritable({ type, mode }: NonNullable<LayerEntry['file']>): boolean {
  if (type === 'symlink' || (mode & 0o002) === 0) return false;
  return type !== 'directory' || (mode & 0o1000) === 0;
}

/** Deeper ones are counted to the directory at this depth: nobody reads further down. */
const deepest = 8;
const mostDirectories = 40;

/** What lies below each directory. */
class DirectorySizes {
  readonly #sizes = new Map<string, number>();

  add(path: string, sizeBytes: number): void {
    if (sizeBytes === 0) return;
    let depth = 0;
    for (let end = path.indexOf('/', 1); end > 0 && depth < deepest; end = path.indexOf('/', end + 1)) {
      const directory = path.slice(0, end);
      this.#sizes.set(directory, (this.#sizes.get(directory) ?? 0) + sizeBytes);
      depth += 1;
    }
  }

  /** A directory is never less than one inside it, so none comes without those it lies in. */
  worthNaming(wholeBytes: number): readonly SizedPath[] {
    return [...this.#sizes]
      .map(([path, sizeBytes]) => ({ path, sizeBytes }))
      .filter(({ sizeBytes }) => sizeBytes * 100 >= wholeBytes)
      .sort(bySize)
      .slice(0, mostDirectories);
  }
}

/** The largest first; of equal ones the outer, which is the shorter, then by name. */
function bySize(one: SizedPath, other: SizedPath): number {
  return (
    other.sizeBytes - one.sizeBytes || one.path.length - other.path.length || (one.path < other.path ? -1 : 1)
  );
}
