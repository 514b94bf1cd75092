import type { UnattendError } from '../errors.js';
import type { Place } from '../errors/script.js';
import type { LayerEntry, LayerReview } from '../events/layer.js';
import type { Handover } from '../session/handover.js';
import type { Completion, Terminal, TerminalSize } from '../terminal/terminal.js';

/** What a person may do about a dialogue that failed while the installer still waits. */
export type TroubleChoice =
  /** The script was edited: read it again and go on from the exchange that waited. */
  | 'reload'
  /** Take the keyboard, then go on from the exchange that waited. */
  | 'keyboard'
  /** Stop, and leave the container. */
  | 'keep'
  | 'quit';

/** What a person may do about the layer that is to be made. */
export type LayerChoice =
  | 'seal'
  /** Commit nothing. */
  | 'decline'
  /** Commit nothing, and leave the container. */
  | 'keep';

/** What the layer will hold, and whether to make it. */
export interface LayerQuestion {
  readonly review: LayerReview;
  /** Looks once more, path by path. */
  readonly listEntries: (onEntry: (entry: LayerEntry) => void) => Promise<void>;
  /** Nobody waits for the answer once it aborts. */
  readonly cancelSignal?: AbortSignal;
}

/** What a person is asked about, besides the error. */
export interface AskedAbout {
  /** The spawn. */
  readonly step: Place;
  /** What came of the last choice, if it went wrong. */
  readonly problem?: UnattendError;
  /** Nobody waits for the answer once it aborts. */
  readonly cancelSignal?: AbortSignal;
}

/** A program that a person drives. */
export interface DrivenProgram {
  /** For people, secrets removed. */
  readonly command: string;
  readonly open: (size: TerminalSize, onOutput: (bytes: Uint8Array) => void) => Promise<Terminal>;
  readonly cancelSignal?: AbortSignal;
}

/** A person at a terminal, whom a run may ask. */
export interface Person {
  /** Drives every program from its start to its end, instead of its dialogue. */
  readonly drive?: (program: DrivenProgram) => Promise<Completion>;
  /** Gives them the terminal until they give it back. */
  readonly handover: Handover;
  /** Asks what to do; absent when a failure is simply to fail. */
  readonly ask?: (error: UnattendError, trouble: AskedAbout) => Promise<TroubleChoice>;
  /** Shows what the layer will hold and asks whether to make it; absent when it is simply made. */
  readonly review?: (question: LayerQuestion) => Promise<LayerChoice>;
}
