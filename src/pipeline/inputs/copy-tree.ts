import type { BigIntStats } from 'node:fs';
import { chmod, link, lstat, lutimes, mkdir, readdir, readlink, symlink, utimes } from 'node:fs/promises';
import { relative } from 'node:path';
import { below } from './byte-path.js';
import { copyFile, type CopyOptions } from './copy-file.js';
import { InputProblem, readProblem, shown } from './problem.js';
import { RESTORED_MODE } from './write-file.js';

/** One object of the tree; paths are bytes, because a name need not be UTF-8. */
interface Place {
  readonly from: Buffer;
  readonly to: Buffer;
}

/**
 * Copies a directory to a path that must not exist; gives the size of all files. Modes, modification times, hard links
 * within the tree and symbolic links (as they are, wherever they lead) are kept, owners are not.
 * @throws InputProblem when something cannot be read or is neither file, directory nor symbolic link.
 */
export function copyTree(source: string, destination: string, options: CopyOptions): Promise<number> {
  return new TreeCopy(source, options).copy({ from: Buffer.from(source), to: Buffer.from(destination) });
}

class TreeCopy {
  readonly #source: string;
  readonly #options: CopyOptions;
  /** Files with several names: what identifies them to the copy. */
  readonly #linked = new Map<string, Buffer>();

  constructor(source: string, options: CopyOptions) {
    this.#source = source;
    this.#options = options;
  }

  async copy(place: Place): Promise<number> {
    this.#options.cancelSignal?.throwIfAborted();
    const found = await this.#reading(place, () => lstat(place.from, { bigint: true }));
    if (found.isDirectory()) return this.#directory(place, found);
    if (found.isFile()) return this.#file(place, found);
    if (!found.isSymbolicLink()) {
      const reason = `has a device, pipe or socket in it: ${shown(this.#nameOf(place))}`;
      throw new InputProblem({ kind: 'unfit', reason });
    }
    await symlink(await this.#reading(place, () => readlink(place.from, 'buffer')), place.to);
    await lutimes(place.to, mtimeSeconds(found), mtimeSeconds(found));
    return 0;
  }

  async #directory(place: Place, found: BigIntStats): Promise<number> {
    await mkdir(place.to, { mode: 0o700 });
    let sizeBytes = 0;
    for (const name of await this.#reading(place, () => readdir(place.from, 'buffer'))) {
      sizeBytes += await this.copy({ from: below(place.from, name), to: below(place.to, name) });
    }
    await chmod(place.to, Number(found.mode) & RESTORED_MODE);
    await utimes(place.to, mtimeSeconds(found), mtimeSeconds(found));
    return sizeBytes;
  }

  async #file(place: Place, found: BigIntStats): Promise<number> {
    const identity = `${found.dev}:${found.ino}`;
    const copied = this.#linked.get(identity);
    if (copied) {
      await link(copied, place.to);
      return 0;
    }
    const sizeBytes = await this.#copyFile(place);
    if (found.nlink > 1n) this.#linked.set(identity, place.to);
    return sizeBytes;
  }

  /** A failure of a call that only reads is the source's. */
  async #reading<T>(place: Place, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw readProblem(error, this.#nameOf(place) || undefined);
    }
  }

  /** Copying reads and writes: what is the source's fault is marked as such, but knows no path. */
  async #copyFile(place: Place): Promise<number> {
    try {
      return await copyFile(place.from, place.to, this.#options);
    } catch (error) {
      const isSource = error instanceof InputProblem && error.problem.kind === 'missing';
      throw isSource ? readProblem(error.cause, this.#nameOf(place)) : error;
    }
  }

  #nameOf(place: Place): string {
    return relative(this.#source, place.from.toString());
  }
}

function mtimeSeconds(found: BigIntStats): number {
  return Number(found.mtimeNs) / 1e9;
}
