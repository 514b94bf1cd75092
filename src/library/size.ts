/** A size in character cells, or a part of one. */
export interface SizeLike {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}
