import type { Dialogue } from '../dialogue/types.js';
import type { Program } from './program.js';

/** How to go on after a dialogue has failed: with another one, or with the same, from the exchange that waited. */
export interface GoingOn {
  readonly dialogue?: Dialogue;
  /** A person had the terminal and did not answer: the exchange whose answer failed is awaited again. */
  readonly isUnanswered?: boolean;
}

/**
 * Asked when a dialogue has failed while the program still waits; may let a person have the terminal first. Undefined lets the
 * failure be.
 */
export type Trouble = (error: unknown, program: Program) => Promise<GoingOn | undefined>;
