import type { Submission } from './line-edit.js';
import type { Completion, EchoState } from './terminal.js';

/** Something a program wrote, in milliseconds since the answer before it, or since its start. */
export interface TapeOutput {
  readonly atMs: number;
  readonly text: string;
}

/** What a program was told, and what it wrote meanwhile. */
export interface TapeAnswer extends Submission {
  /** The line as it was typed, stage by stage (`LineEdit.line`), and what was written at each: echo, mostly. */
  readonly meanwhile: readonly { readonly line: string; readonly text: string }[];
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
