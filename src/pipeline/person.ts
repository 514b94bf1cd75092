import type { UnattendError } from '../errors.js';
import type { Handover } from '../session/handover.js';

/** What a person may do about a dialogue that failed while the installer still waits. */
export type TroubleChoice =
  /** The script was edited: read it again and go on from the exchange that waited. */
  | 'reload'
  /** Take the keyboard, then go on from the exchange that waited. */
  | 'keyboard'
  /** Stop, and leave the container. */
  | 'keep'
  | 'quit';

/** A person at a terminal, whom a run may ask. */
export interface Person {
  /** Gives them the terminal until they give it back. */
  readonly handover: Handover;
  /** Asks what to do; absent when a failure is simply to fail. `problem` is what came of the last choice, if it went wrong. */
  readonly ask?: (error: UnattendError, problem?: UnattendError) => Promise<TroubleChoice>;
}
