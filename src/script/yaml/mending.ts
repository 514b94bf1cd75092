/** One way a line might have been meant. */
export interface Mending {
  readonly kind:
    | 'dash'
    | 'folded'
    | 'quoted'
    | 'unclosed'
    | 'braces'
    | 'brackets'
    | 'map'
    | 'tab'
    | 'colon'
    | 'indent'
    | 'other';
  readonly text: string;
  /** 1-based column of what is wrong. */
  readonly column: number;
  /** The line it replaces when that is not the one looked at, which then becomes empty. */
  readonly joins?: number;
  /** The value as it is written. */
  readonly value: string;
  readonly key?: string;
}
