import type { Reading } from '../dialogue/reading.js';
import type { Screen } from '../screen.js';
import type { Completion, Terminal, TerminalSize } from '../terminal/terminal.js';
import type { Clock } from './clock.js';
import type { ConversationEvent } from './program-spec.js';

/** A running program as those see it who carry out what a dialogue decides. */
export interface Stage {
  readonly terminal: Terminal;
  readonly reading: Reading;
  readonly clock: Clock;
  readonly size: TerminalSize;
  /** How the program ended; undefined while it runs. */
  readonly completion: Completion | undefined;
  /** Hands all output to the listener from now on, until the returned function is called. */
  listen(listener: (bytes: Uint8Array) => void): () => void;
  /** What the terminal shows now. */
  screen(): Promise<Screen>;
  /** Sends bytes and takes note of them: what comes back of them is no output. */
  write(bytes: Uint8Array, asText?: string): void;
  resize(size: TerminalSize): Promise<void>;
  tell(event: ConversationEvent): void;
}

/** The program as its holder needs it. */
export interface HeldStage extends Stage {
  /** Whether the terminal is open: before that nothing can be decided. */
  readonly isOpen: boolean;
  /** What the terminal shows, without telling the reading of it. */
  snapshot(): Promise<Screen>;
}
