import type { EventListener } from '../events.js';

/** Shows a run as it goes. */
export interface Report {
  readonly listen: EventListener;
  /** The run is over, well or not: no timer is left and nothing more is written. Idempotent. */
  stop(): void;
}

/** Where a report writes; whole lines, or pieces of them on a terminal. */
export type Write = (text: string) => void;
