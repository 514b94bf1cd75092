import type { Screen } from '../screen.js';
import type { EchoState, TerminalSize } from '../terminal/terminal.js';

/** What a person who has the terminal may do with the program. */
export interface HandoverLink {
  readonly size: TerminalSize;
  /** What the program shows at the moment. */
  readonly screen: Screen;
  /** Hands the program's output to the listener, from what comes next on. */
  readonly listen: (listener: (bytes: Uint8Array) => void) => () => void;
  /** Sends the person's keys, unchanged. */
  readonly write: (bytes: Uint8Array) => void;
  readonly resize: (size: TerminalSize) => Promise<void>;
  /** What the terminal's flags are now. */
  readonly lookAtEcho: () => Promise<EchoState>;
  /** Resolves when the program's output has ended, or the terminal is taken back. */
  readonly ended: Promise<unknown>;
}

/** Gives the terminal to a person; resolves when they give it back or the program has ended. */
export type Handover = (link: HandoverLink) => Promise<void>;
