import type { TerminalSize } from '../terminal/terminal.js';

/** The first line of a recording (asciicast, https://docs.asciinema.org/manual/asciicast/v3/). */
export interface CastHeader {
  readonly size: TerminalSize;
  /** When it began, in seconds since 1970. */
  readonly startedAtSeconds?: number;
  readonly title?: string;
  readonly command?: string;
}

/** One thing that happened, with its time in seconds since the recording began. */
export type CastEvent =
  | { readonly kind: 'output'; readonly atSeconds: number; readonly text: string }
  | { readonly kind: 'input'; readonly atSeconds: number; readonly text: string }
  | { readonly kind: 'resize'; readonly atSeconds: number; readonly size: TerminalSize }
  | { readonly kind: 'marker'; readonly atSeconds: number; readonly label: string }
  /** The end of the recorded session (version 3 only). */
  | { readonly kind: 'exit'; readonly atSeconds: number; readonly status: string };

export interface Cast {
  readonly header: CastHeader;
  readonly events: readonly CastEvent[];
  /** The last line was cut: whoever wrote the recording died while writing. */
  readonly isCut: boolean;
}
