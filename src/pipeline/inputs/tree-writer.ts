import type { Stats } from 'node:fs';
import { chmod, link, lstat, lutimes, mkdir, rmdir, symlink, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { leadsOut } from './leads-out.js';
import type { DirectoryMember, FileMember, HardlinkMember, Member, SymlinkMember } from './member.js';
import { memberPath } from './member-path.js';
import { archiveProblem, isSystemError, shown } from './problem.js';
import { RESTORED_MODE, writeNewFile } from './write-file.js';

export interface TreeOptions {
  /** Leading components of every path that are dropped. */
  readonly strip: number;
  /** Permissions of every regular file, in place of the archive's. */
  readonly mode?: number;
}

/** Mode of a directory no member speaks of. */
const DIRECTORY_MODE = 0o755;

/**
 * Restores members below a directory that it makes and nobody else writes to. No member gets out of that directory: only
 * directories made here are ever walked through. A later member replaces an earlier one of the same path.
 */
export class TreeWriter {
  readonly #root: string;
  readonly #options: TreeOptions;
  /** Directories made, by path below the root; what the archive says of them is restored last. */
  readonly #directories = new Map<string, DirectoryMember | undefined>([['', undefined]]);
  /** Symbolic links made: path to target. */
  readonly #links = new Map<string, string>();
  #seen = 0;
  #restored = 0;
  #sizeBytes = 0;

  private constructor(root: string, options: TreeOptions) {
    this.#root = root;
    this.#options = options;
  }

  static async create(root: string, options: TreeOptions): Promise<TreeWriter> {
    await mkdir(root, { mode: 0o700 });
    return new TreeWriter(root, options);
  }

  /** @throws InputProblem when the member is unsafe or cannot be restored. */
  async add(member: Member): Promise<void> {
    this.#seen += 1;
    const path = memberPath(member.name, this.#options.strip);
    if (path === undefined) return;
    try {
      await this.#restore(member, path);
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'ENAMETOOLONG') throw error;
      throw archiveProblem(`the path of its member ${shown(member.name)} is too long`, error);
    }
    if (path.length > 0) this.#restored += 1;
  }

  /**
   * Checks what can be judged only at the end and gives the directories their modes and times; gives the size of all files.
   * @throws InputProblem when a symbolic link leads out of the tree or there is nothing in it.
   */
  async finish(): Promise<number> {
    if (this.#seen === 0 || (this.#restored === 0 && this.#options.strip === 0))
      throw archiveProblem('it is empty');
    if (this.#restored === 0) {
      const components = this.#options.strip === 1 ? 'component' : 'components';
      throw archiveProblem(
        `none of its paths has more than the ${this.#options.strip} ${components} to strip`,
      );
    }
    for (const [path, target] of this.#links) {
      if (leadsOut(this.#links, path)) throw outside(path, target);
    }
    // Children before their parents: a parent may be closed to us afterwards.
    for (const path of [...this.#directories.keys()].sort().reverse()) await this.#stampDirectory(path);
    return this.#sizeBytes;
  }

  async #restore(member: Member, path: readonly string[]): Promise<void> {
    if (member.kind === 'directory') return this.#directory(member, path);
    if (path.length === 0)
      throw archiveProblem(`its member ${shown(member.name)} would replace the directory itself`);
    await this.#parents(member.name, path);
    switch (member.kind) {
      case 'file':
        return this.#file(member, path.join('/'));
      case 'symlink':
        return this.#symlink(member, path.join('/'));
      case 'hardlink':
        return this.#hardlink(member, path.join('/'));
    }
  }

  async #directory(member: DirectoryMember, path: readonly string[]): Promise<void> {
    const key = path.join('/');
    if (!this.#directories.has(key)) {
      await this.#parents(member.name, path);
      await this.#vacate(member.name, key);
      await mkdir(this.#at(key), { mode: 0o700 });
    }
    this.#directories.set(key, member);
  }

  async #file(member: FileMember, key: string): Promise<void> {
    const stamp = { mode: this.#options.mode ?? member.mode, mtimeSeconds: member.mtimeSeconds };
    await this.#vacate(member.name, key);
    this.#sizeBytes += await writeNewFile(this.#at(key), member.data, stamp);
  }

  async #symlink({ name, target, mtimeSeconds }: SymlinkMember, key: string): Promise<void> {
    if (target === '' || target.includes('\0') || target.includes('\uFFFD')) {
      throw archiveProblem(`its symbolic link ${shown(name)} has no usable target`);
    }
    if (target.startsWith('/')) throw outside(name, target);
    await this.#vacate(name, key);
    await symlink(target, this.#at(key));
    this.#links.set(key, target);
    await lutimes(this.#at(key), mtimeSeconds, mtimeSeconds);
  }

  async #hardlink({ name, target }: HardlinkMember, key: string): Promise<void> {
    const path = this.#linkedPath(name, target);
    const targetKey = path?.join('/') ?? '';
    const isReachable = path !== undefined && this.#directories.has(path.slice(0, -1).join('/'));
    if (!isReachable || this.#directories.has(targetKey) || !(await this.#exists(targetKey))) {
      throw archiveProblem(
        `its member ${shown(name)} is a hard link to ${shown(target)}, which is no file unpacked before it`,
      );
    }
    if (targetKey === key) return;
    await this.#vacate(name, key);
    await link(this.#at(targetKey), this.#at(key));
    const symbolic = this.#links.get(targetKey);
    if (symbolic !== undefined) this.#links.set(key, symbolic);
  }

  #linkedPath(name: string, target: string): readonly string[] | undefined {
    try {
      return memberPath(target, this.#options.strip);
    } catch (error) {
      throw archiveProblem(
        `its member ${shown(name)} is a hard link to ${shown(target)}, which is outside`,
        error,
      );
    }
  }

  /** Makes the directories above a path; only through ones that were made here. */
  async #parents(name: string, path: readonly string[]): Promise<void> {
    for (let depth = 1; depth < path.length; depth += 1) {
      const key = path.slice(0, depth).join('/');
      if (this.#directories.has(key)) continue;
      if (this.#links.has(key)) {
        throw archiveProblem(
          `its member ${shown(name)} would be written through the symbolic link ${shown(key)}`,
        );
      }
      if (await this.#exists(key))
        throw archiveProblem(`its member ${shown(name)} lies below ${shown(key)}, which is a file`);
      await mkdir(this.#at(key), { mode: 0o700 });
      this.#directories.set(key, undefined);
    }
  }

  /** Removes what an earlier member left at a path. */
  async #vacate(name: string, key: string): Promise<void> {
    if (this.#directories.has(key)) {
      await this.#vacateDirectory(name, key);
      return;
    }
    const found = await this.#find(key);
    if (found === undefined) return;
    await unlink(this.#at(key));
    if (found.isFile() && found.nlink === 1) this.#sizeBytes -= found.size;
    this.#links.delete(key);
  }

  async #vacateDirectory(name: string, key: string): Promise<void> {
    try {
      await rmdir(this.#at(key));
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'ENOTEMPTY') throw error;
      throw archiveProblem(`its member ${shown(name)} would replace a directory and all in it`, error);
    }
    this.#directories.delete(key);
  }

  async #exists(key: string): Promise<boolean> {
    return (await this.#find(key)) !== undefined;
  }

  async #find(key: string): Promise<Stats | undefined> {
    try {
      return await lstat(this.#at(key));
    } catch (error) {
      if (isSystemError(error) && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async #stampDirectory(key: string): Promise<void> {
    const member = this.#directories.get(key);
    await chmod(this.#at(key), (member?.mode ?? DIRECTORY_MODE) & RESTORED_MODE);
    if (member) await utimes(this.#at(key), member.mtimeSeconds, member.mtimeSeconds);
  }

  #at(key: string): string {
    return join(this.#root, key);
  }
}

function outside(link: string, target: string): Error {
  return archiveProblem(
    `its symbolic link ${shown(link)} to ${shown(target)} leads out of the unpacked tree`,
  );
}
