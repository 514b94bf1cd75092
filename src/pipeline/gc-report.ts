import type { Environment } from '../engine/endpoint.js';

/** What is older, and proven ours by its name alone, goes with `--all`; so does, without it, what `--keep` has left. */
export const oldMs = 24 * 3600 * 1000;

export interface GcOptions {
  readonly stateDirectory: string;
  readonly temporaryDirectory: string;
  /** Says how engines are reached. */
  readonly env: Environment;
  /** The engine that is searched for our names. */
  readonly engineAddress?: string;
  /** Whether also what no ledger names goes, by its name and age. */
  readonly isAll: boolean;
  readonly isDryRun: boolean;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Told when something of a run is waited for that the engine may still be making. */
  readonly onWait?: (wait: GcWait) => void;
}

/** What an engine may be making when its run has died. */
export type LateThing = 'container' | 'image';

export interface GcWait {
  readonly runId: string;
  readonly what: LateThing;
  /** How long at most. */
  readonly longestMs: number;
}

export interface GcReport {
  readonly removed: readonly string[];
  /** What stays because it is to stay, each with the reason. */
  readonly left: readonly string[];
  /** What should have gone and could not, each with the reason. */
  readonly failures: readonly string[];
}
