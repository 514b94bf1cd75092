/** How a stretch of cells looks. Colours are xterm palette numbers (0-255), `#rrggbb`, or undefined for the default. */
export interface CellStyle {
  readonly isInverse: boolean;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isUnderlined: boolean;
  readonly foreground: number | string | undefined;
  readonly background: number | string | undefined;
}

/** The look of a cell nothing was said about. */
export const plainStyle: CellStyle = {
  isInverse: false,
  isBold: false,
  isDim: false,
  isUnderlined: false,
  foreground: undefined,
  background: undefined,
};

/** Neighbouring cells of one line that look the same. */
export interface StyledRun {
  readonly text: string;
  /** Column of its first cell, from 0, and how many cells it takes (a wide character takes two). */
  readonly column: number;
  readonly width: number;
  readonly style: CellStyle;
}

/** One row of a screen. */
export interface ScreenLine {
  /** What stands there, blanks at the end cut off. */
  readonly text: string;
  /** All cells up to the last one that has text or a style of its own, in order, without gaps. */
  readonly runs: readonly StyledRun[];
  /** Whether the terminal broke the line above here: this row goes on with it. */
  readonly isWrapped: boolean;
}

/** What a terminal shows at one moment: plain data. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  /** Exactly `rows` lines, from the top. */
  readonly lines: readonly ScreenLine[];
  readonly cursor: { readonly row: number; readonly column: number; readonly isVisible: boolean };
  /** The program uses the alternate screen, as full-screen programs do. */
  readonly isAlternate: boolean;
}

/** A moment of the output: what a terminal showed then, once that is known. */
export interface ScreenMark {
  readonly screen: Screen | undefined;
}
