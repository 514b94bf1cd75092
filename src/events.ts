import type { Finding } from './errors/run.js';
import type { Place } from './errors/script.js';
import type { LayerEntry, LayerReview } from './events/layer.js';
import type { UnattendError } from './errors.js';

/** Parts of a run, in order. */
export type Phase = 'prepare' | 'deploy' | 'seal' | 'test' | 'publish';

/** One size of a terminal, in character cells. */
interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What one step is, for people: `run`, `spawn`, `copy` or a test, and the command or path it is about. */
export interface StepLabel {
  readonly kind: 'run' | 'spawn' | 'copy' | 'scope' | 'file' | 'absent';
  readonly text: string;
  readonly place: Place;
}

/**
 * What happens in a run, in order. Pure data; secrets are removed before an event is made, output included.
 * The pipeline emits, reports and recordings listen, nobody answers.
 */
export type RunEvent =
  | {
      readonly kind: 'run-start';
      readonly session: string;
      readonly runId: string;
      readonly params?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'phase-start'; readonly phase: Phase }
  | { readonly kind: 'phase-end'; readonly phase: Phase; readonly durationMs: number }
  | { readonly kind: 'step-start'; readonly step: StepLabel }
  | { readonly kind: 'step-end'; readonly step: StepLabel; readonly durationMs: number }
  /** A program got its terminal. */
  | { readonly kind: 'terminal-open'; readonly size: Size; readonly command: string }
  /** Output of a program on a terminal (`terminal`) or of a `run` step. */
  | { readonly kind: 'output'; readonly source: 'terminal' | 'command'; readonly bytes: Uint8Array }
  /** Something was typed; a secret, then named, shows as its name in angle brackets. */
  | { readonly kind: 'typed'; readonly text: string; readonly secret?: string }
  | { readonly kind: 'terminal-end'; readonly status: string }
  /** An exchange of the dialogue was answered or passed. */
  | { readonly kind: 'exchange'; readonly pattern: string; readonly place: Place }
  /** A person has the terminal now, or has given it back. */
  | { readonly kind: 'handover'; readonly isOver: boolean }
  | ({ readonly kind: 'fake-call' } & FakeCall)
  /** Progress of something that takes long, e.g. `unpacking sdk`. */
  | { readonly kind: 'progress'; readonly what: string }
  /** Something a user should know that is no failure. */
  | { readonly kind: 'notice'; readonly text: string };

/** A command that was called and did nothing: a stub of the script, or what would have started a service. */
export interface FakeCall {
  readonly by: 'stub' | 'services';
  /** With its arguments. */
  readonly call: string;
}

export type EventListener = (event: RunEvent) => void;

/** The image a run made. */
export interface ImageSummary {
  readonly id: string;
  readonly tags: readonly string[];
  readonly layersOverBase: number;
  readonly sizeBytes: number;
  readonly addedBytes: number;
}

/** What was looked for in an image before it got its name. */
export interface AuditSummary {
  /** Of the layers over the base. */
  readonly fileCount: number;
  readonly sizeBytes: number;
  /** What was found and may stay because the script says so. */
  readonly allowed: readonly Finding[];
  /** Secrets too short to be looked for but as whole words of text, and those too short even for that. */
  readonly asWords: readonly string[];
  readonly notAtAll: readonly string[];
}

/** A container that was left, and the commands to enter and to remove it with all that is there for it. */
export interface KeptSummary {
  readonly container: string;
  readonly enter: string;
  readonly remove: string;
  /** The directory of this machine that its inputs are in. */
  readonly inputs?: string;
}

/** What a finished run says; `error` is absent when all went well. */
export interface RunSummary {
  readonly session: string;
  readonly runId: string;
  readonly durationMs: number;
  readonly phases: readonly { readonly phase: Phase; readonly durationMs: number }[];
  readonly image?: ImageSummary;
  readonly audit?: AuditSummary;
  /** Paths that were deleted before the layer was looked at or committed. */
  readonly excluded?: readonly string[];
  /** With `--no-seal` or `--review`: what the layer would hold, or was to. */
  readonly review?: LayerReview;
  /** With `--no-seal`, when it was asked for: the same path by path. */
  readonly changes?: readonly LayerEntry[];
  /** In their order, with those of inner scopes first. */
  readonly fakeCalls?: readonly FakeCall[];
  /** Inputs that are not in the image, with their sizes. */
  readonly leftOut: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly recording?: string;
  /** With `--keep` after a failure. */
  readonly kept?: KeptSummary;
  readonly error?: UnattendError;
}
