import type { DialogueEngine } from '../dialogue/dialogue.js';
import type { ProgressPath } from '../dialogue/progress.js';
import type { Dialogue } from '../dialogue/types.js';

/** How a held dialogue came to its end: nothing required is left, or the program's output has ended. */
export type HoldEnd = 'complete' | 'ended';

export interface HoldOptions {
  readonly until: HoldEnd;
  /** Where in the dialogue to begin; default at its start. */
  readonly path?: ProgressPath;
  /** What the time limit of the whole counts from; default now. */
  readonly startedMs?: number;
  readonly cancelSignal?: AbortSignal;
}

/** A dialogue that is held now. */
export interface Hold {
  readonly dialogue: Dialogue;
  readonly engine: DialogueEngine;
  readonly until: HoldEnd;
  readonly resolve: (end: HoldEnd) => void;
  readonly reject: (error: unknown) => void;
  isOver: boolean;
}
