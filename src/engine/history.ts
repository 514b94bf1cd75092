/** One entry of the engine's history call, newest first there. */
export interface WireHistoryEntry {
  /** Seconds since 1970. */
  readonly Created: number;
  readonly CreatedBy: string;
  readonly Comment: string;
  readonly Size: number;
}

/** An entry of an image configuration's `history` (OCI image-spec, config.md). */
export interface HistoryEntry {
  readonly created: string;
  readonly created_by?: string;
  readonly author?: string;
  readonly comment?: string;
  readonly empty_layer?: true;
}

/** Instructions that make no layer, as Docker's builders write them into the history. */
const METADATA =
  /(^|#\(nop\)\s*)(ARG|CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL|USER|VOLUME)\b/;

/**
 * An image's history again, oldest first, from what the engine tells of it. It does not tell which entries made a layer,
 * only sizes, and a layer may be empty (`WORKDIR` of a directory that exists): as many entries as there are layers count,
 * those with a size first, then those that are not plain metadata, then the oldest.
 */
export function restoreHistory(newestFirst: readonly WireHistoryEntry[], layerCount: number): HistoryEntry[] {
  const entries = newestFirst.toReversed();
  const rank = ({ Size: size, CreatedBy: by }: WireHistoryEntry): number =>
    size > 0 ? 0 : METADATA.test(by) ? 2 : 1;
  const layers = new Set(entries.toSorted((a, b) => rank(a) - rank(b)).slice(0, layerCount));
  return entries.map((entry) => ({
    created: new Date(entry.Created * 1000).toISOString(),
    ...(entry.CreatedBy && { created_by: entry.CreatedBy }),
    ...(entry.Comment && { comment: entry.Comment }),
    ...(!layers.has(entry) && { empty_layer: true as const }),
  }));
}
