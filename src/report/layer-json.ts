import type { LayerEntry, LayerFile, LayerReview } from '../events/layer.js';
import { formatMode } from './changes.js';

/** A path of a layer; `null` for what is not known, or what a deleted one has no more. */
export interface ChangeJson {
  readonly path: string;
  readonly kind: 'changed' | 'added' | 'deleted';
  readonly isOnlyCopied: boolean;
  readonly type: LayerFile['type'] | null;
  readonly sizeBytes: number | null;
  /** In octal, `0755`. */
  readonly mode: string | null;
  readonly uid: number | null;
  readonly gid: number | null;
  readonly user: string | null;
  readonly group: string | null;
  readonly target: string | null;
  readonly capabilities: string | null;
}

export function changeToJson({ path, kind, isOnlyCopied, file }: LayerEntry): ChangeJson {
  return {
    path,
    kind,
    isOnlyCopied,
    type: file?.type ?? null,
    sizeBytes: file?.sizeBytes ?? null,
    mode: file === undefined ? null : formatMode(file.mode),
    uid: file?.uid ?? null,
    gid: file?.gid ?? null,
    user: file?.user ?? null,
    group: file?.group ?? null,
    target: file?.target ?? null,
    capabilities: file?.capabilities ?? null,
  };
}

/** A layer summed up: `LayerReview` with its modes in octal and `null` for what is not there. */
export type ReviewJson = Omit<LayerReview, 'missing' | 'privileged'> & {
  readonly missing: string | null;
  readonly privileged: {
    readonly count: number;
    readonly files: readonly {
      readonly path: string;
      readonly mode: string;
      readonly uid: number;
      readonly gid: number;
      readonly user: string | null;
      readonly group: string | null;
      readonly capabilities: string | null;
    }[];
  };
};

export function reviewToJson({ missing, privileged: { count, files }, ...review }: LayerReview): ReviewJson {
  return {
    ...review,
    missing: missing ?? null,
    privileged: {
      count,
      files: files.map((each) => ({
        ...each,
        mode: formatMode(each.mode),
        capabilities: each.capabilities ?? null,
      })),
    },
  };
}
