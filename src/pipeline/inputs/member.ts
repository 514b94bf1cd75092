/** One member of an archive, as the archive has it. `name` is its path with `/`; nothing is checked yet. */
export type Member = FileMember | DirectoryMember | SymlinkMember | HardlinkMember;

export interface FileMember {
  readonly kind: 'file';
  readonly name: string;
  readonly mode: number;
  readonly mtimeSeconds: number;
  /** Read once, before the next member is asked for. */
  readonly data: AsyncIterable<Uint8Array>;
}

export interface DirectoryMember {
  readonly kind: 'directory';
  readonly name: string;
  readonly mode: number;
  readonly mtimeSeconds: number;
}

export interface SymlinkMember {
  readonly kind: 'symlink';
  readonly name: string;
  readonly target: string;
  readonly mtimeSeconds: number;
}

export interface HardlinkMember {
  readonly kind: 'hardlink';
  readonly name: string;
  /** Name of an earlier member. */
  readonly target: string;
}
