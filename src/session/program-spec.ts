import type { Exchange } from '../dialogue/types.js';
import type { Terminal, TerminalSize } from '../terminal/terminal.js';
import type { Clock } from './clock.js';
import type { Handover } from './handover.js';
import type { Operate } from './operate.js';

/** What happens in a conversation, in order, as it happens. */
export type ConversationEvent =
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  /** Something was typed; of a secret only its name is told. */
  | { readonly kind: 'typed'; readonly text: string }
  /** `hasEnter`: Enter was pressed behind it. */
  | { readonly kind: 'secret-typed'; readonly secret: string; readonly hasEnter: boolean }
  /** An exchange was answered, or passed when it answers nothing. */
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  /** The program perhaps waits for an answer nobody gives. */
  | { readonly kind: 'warning'; readonly prompt: string; readonly silentMs: number };

export interface ProgramSpec {
  /** Starts the program; its output goes to the first function given, and a size that its terminal takes by itself to the other. */
  readonly open: (
    onOutput: (bytes: Uint8Array) => void,
    onResize: (size: TerminalSize) => void,
  ) => Terminal | Promise<Terminal>;
  readonly size: TerminalSize;
  /** The value of a secret. */
  readonly secretValue: (name: string) => string;
  /** Called before a secret is typed into a field that shows it, perhaps a part of it only; `standing` is what was written before. */
  readonly onSecretShown?: (value: string, standing: string) => void;
  /** Removes secrets from what failures show; it must come before the text is cut into the part that is shown. */
  readonly conceal: (text: string) => string;
  readonly onEvent?: (event: ConversationEvent) => void;
  readonly clock?: Clock;
  /** How long a secret waits for the terminal to stop echoing, in milliseconds; default 10 s. */
  readonly echoWaitMs?: number;
  /** Gives the terminal to a person; without it `handover` fails. */
  readonly handover?: Handover;
  /** Works menus, forms and buttons; default by looking at the screen and pressing keys. */
  readonly operate?: Operate;
  /** Ends what is held; it then rejects with the signal's reason. */
  readonly cancelSignal?: AbortSignal;
}
