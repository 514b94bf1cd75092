/** What widgets are drawn with: every glyph a recogniser looks for stands here. */

/** One way to draw a frame: what may stand at each place. `teeth` are sides with a branch, as in ├ and ┤. */
export interface FrameGlyphs {
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly horizontal: string;
  readonly vertical: string;
}

export const lineGlyphs: FrameGlyphs = {
  topLeft: '┌╔╭┏╒╓',
  topRight: '┐╗╮┓╕╖',
  bottomLeft: '└╚╰┗╘╙',
  bottomRight: '┘╝╯┛╛╜',
  horizontal: '─═━┤├╡╞',
  vertical: '│║┃├┤╠╣┝┥╟╢',
};

/**
 * Unicode, plain ASCII, and what a terminal shows that was not told to draw lines: the letters of a VT100, or those that stand
 * where the lines of a PC do (TERM=ansi).
 */
export const frames: readonly FrameGlyphs[] = [
  lineGlyphs,
  {
    topLeft: '+',
    topRight: '+',
    bottomLeft: '+',
    bottomRight: '+',
    horizontal: '-=',
    vertical: '|+',
  },
  { topLeft: 'l', topRight: 'k', bottomLeft: 'm', bottomRight: 'j', horizontal: 'qtu', vertical: 'xtu' },
  { topLeft: 'Ú', topRight: '¿', bottomLeft: 'À', bottomRight: 'Ù', horizontal: 'ÄÃ´', vertical: '³Ã´' },
];

/** Stand before the highlighted item. The weak ones are ordinary characters too: they need siblings without one. */
export const pointers = { strong: '❯▸→➜➤▶▷‣›»', weak: '>*' } as const;

/** Bars at the left of inline prompts; no part of an item. */
export const bars = '│┃|';

/** Between the bar and the mark of an item that belongs to the one above it. */
export const branches = '├└╰';

/** Say that there is more to scroll to; no part of an item. */
export const scrollHints = '↑↓⇡⇣▲▼';

/** A scroll bar at the right of a list. */
export const scrollBar = '↑↓▲▼▮▒█░▓#^v';

export type MarkKind = 'check' | 'radio' | 'dot';

/**
 * Marks of one cell. A `dot` is a radio button in some programs and the pointer itself in others (clack). A tick that
 * is drawn in both states is told by its colour (enquirer).
 */
export const marks: readonly {
  readonly kind: MarkKind;
  readonly on: string;
  readonly off: string;
  readonly isByColour?: true;
}[] = [
  { kind: 'check', on: '◉◼■☑☒⬢⊠', off: '◯◻□☐⬡⊡' },
  { kind: 'dot', on: '●', off: '○' },
  { kind: 'check', on: '✔✓', off: '', isByColour: true },
];

/** Marks in brackets: what stands between them when it is on. */
export const bracketMarks: readonly {
  readonly kind: MarkKind;
  readonly open: string;
  readonly close: string;
  readonly on: string;
}[] = [
  { kind: 'check', open: '[', close: ']', on: '*xX+✔✓■' },
  { kind: 'radio', open: '(', close: ')', on: '*xXo•●' },
];

/** What buttons stand in. */
export const buttonBrackets: readonly { readonly open: string; readonly close: string }[] = [
  { open: '<', close: '>' },
  { open: '[', close: ']' },
];

/** Fills the empty part of an input field. */
export const fieldFill = '_';

/** Shown instead of what was typed. */
export const maskGlyphs = '*•●▪';

/** Before a row of an inline form, empty or filled in (enquirer). */
export const fieldMarks = '⊙⦿';
