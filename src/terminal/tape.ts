import type { Recall, Submission } from './line-edit.js';
import type { Completion, EchoState, TerminalSize } from './terminal.js';

/** Something a program wrote. */
interface Written {
  readonly text: string;
  /** The size that its terminal has from then on, where that changed. */
  readonly size?: TerminalSize;
}

/** The same in milliseconds since the answer before it, or since the program's start. */
export interface TapeOutput extends Written {
  readonly atMs: number;
}

/** What a program was told, and what it wrote meanwhile. */
export interface TapeAnswer extends Submission {
  /** The line as it was typed, stage by stage (`LineEdit.line`), and what was written at each: echo, mostly. */
  readonly meanwhile: readonly (Written & { readonly line: string })[];
  /** What keys brought back in it. */
  readonly recalls?: readonly Recall[];
  /** What comes to the same there. */
  readonly others?: readonly Submission[];
  /** What the terminal's flags were. */
  readonly echo: EchoState;
}

/** What a program writes until it is answered. */
interface TapeStep {
  readonly outputs: readonly TapeOutput[];
  readonly answer: TapeAnswer;
}

/** A program on a terminal as it was recorded: it writes, is answered, writes on, and ends. */
export interface Tape {
  readonly steps: readonly TapeStep[];
  /** What it wrote after its last answer. */
  readonly rest: readonly TapeOutput[];
  /** When it ended, counted like them. */
  readonly endAtMs: number;
  /** Undefined where the recording ends before the program. */
  readonly completion?: Completion;
}
