/** One path that a commit would put into the layer, or hide by it. */
export interface LayerEntry {
  /** Bytes that are no UTF-8 show as U+FFFD. */
  readonly path: string;
  readonly kind: 'changed' | 'added' | 'deleted';
  /**
   * It is in the layer, a file with all its bytes, although nothing of it differs but, perhaps, a directory's times: a program
   * opened it for writing, or gave it the mode or the owner it had.
   */
  readonly isOnlyCopied: boolean;
  /** What stands there now; absent of what is deleted, and where the container cannot be looked at. */
  readonly file?: LayerFile;
}

/** A file of the layer, in the widest sense. */
export interface LayerFile {
  readonly type: 'file' | 'directory' | 'symlink' | 'fifo' | 'device';
  /** What it adds to the layer: the length of a regular file, holes included; 0 of the second and later names of one. */
  readonly sizeBytes: number;
  /** Permissions with setuid, setgid and sticky: 0 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Null where the container's own list has no such user or group. */
  readonly user: string | null;
  readonly group: string | null;
  /** Where a symlink points to. */
  readonly target?: string;
  /** As `getcap` writes them: `cap_net_raw=ep`. */
  readonly capabilities?: string;
}

/** What a list of a layer's entries cannot say by itself. */
export interface LayerLook {
  /** The command that the container lacks, without which sizes, modes and owners are not known. */
  readonly missing?: string;
  /** Whether file capabilities were looked at: only where the container has `getcap`. */
  readonly hasCapabilities: boolean;
  /** Places whose content is not in the layer: volumes and other mounts. */
  readonly mounts: readonly string[];
}

/** A path and what it adds to the layer. */
export interface SizedPath {
  readonly path: string;
  readonly sizeBytes: number;
}

/** The first few of many paths. */
export interface SomePaths {
  readonly count: number;
  readonly paths: readonly string[];
}

/** Files of one owner who is not root. */
export interface LayerOwner {
  readonly uid: number;
  readonly gid: number;
  readonly user: string | null;
  readonly group: string | null;
  readonly count: number;
  readonly sizeBytes: number;
}

/** A file that gives rights to whoever starts it. */
export interface PrivilegedFile {
  readonly path: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly user: string | null;
  readonly group: string | null;
  readonly capabilities?: string;
}

/** What a layer holds, summed up: lists are cut, counts are not. */
export interface LayerReview extends LayerLook {
  /** Bytes of files; an archive of the layer is a little larger. */
  readonly sizeBytes: number;
  /** Whatever is no directory. */
  readonly added: number;
  readonly changed: number;
  /** Added and changed ones; a directory is changed when something in it is. */
  readonly directories: number;
  /** The bytes of what is deleted stay in the base. */
  readonly deleted: SomePaths;
  /** What is no directory and in the layer although nothing of it differs. */
  readonly onlyCopied: SomePaths & { readonly sizeBytes: number };
  /** Directories that hold at least a hundredth of it, what is below them included; the largest first. */
  readonly bySize: readonly SizedPath[];
  /** The largest first. */
  readonly largest: readonly SizedPath[];
  readonly owners: readonly LayerOwner[];
  readonly privileged: { readonly count: number; readonly files: readonly PrivilegedFile[] };
  /** Files that anybody may write to, and such directories without the sticky bit. */
  readonly worldWritable: SomePaths;
}
