import type { DialogueEngine } from '../dialogue/dialogue.js';
import type { Exchange } from '../dialogue/types.js';

/** What an exchange is to be answered with, and the dialogue it belongs to. */
export interface Task {
  readonly engine: DialogueEngine;
  readonly exchange: Exchange;
  /** Another dialogue may follow, and nobody knows yet what it awaits. */
  readonly isOpenEnded: boolean;
  /** The dialogue has failed or was cancelled meanwhile: whoever held it does something else now, and nothing more may be typed for it. */
  readonly isAbandoned: () => boolean;
}

/** Nobody sees this error: that of the dialogue came before. */
export function mustBeWanted({ isAbandoned }: Task): void {
  if (isAbandoned()) throw new Error('The dialogue was over before its answer was typed.');
}
