/** An input field on the screen. */
export interface Field {
  /** What stands before it, or in the box around it when it is the only one. */
  readonly label: string;
  readonly names: readonly string[];
  readonly row: number;
  readonly left: number;
  readonly right: number;
  /** What stands in it, without what fills its empty part. */
  readonly text: string;
  readonly hasCursor: boolean;
  /**
   * Of an inline form: the default it shows, or empty text. It counts as long as nothing is typed; such fields know neither
   * Ctrl-U nor the End key.
   */
  readonly standIn?: string;
}
