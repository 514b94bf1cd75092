import type { UnattendError } from '../errors.js';
import type { Exchange } from './types.js';
import type { ScreenTask, Typing } from './typing.js';

/** A look at the programs in a silence; a stall is a verdict, for which one look is not enough. */
export interface Look {
  readonly kind: 'look';
  readonly why: 'stall' | 'waits';
  /** When the silence began. */
  readonly quietSinceMs: number;
}

/** What the dialogue wants done. */
export type Decision =
  /** Type this, tell the reading of it (`typed`), then call `answered`. Nothing else is answered until then. */
  | { readonly kind: 'send'; readonly exchange: Exchange; readonly typing: Typing }
  /**
   * Work what is on the screen, then call `answered`. `from` is the offset of what the program wrote since the answer before.
   */
  | {
      readonly kind: 'operate';
      readonly exchange: Exchange;
      readonly tasks: readonly ScreenTask[];
      readonly from: number;
    }
  /** Let a person have the terminal, then call `answered`. */
  | { readonly kind: 'handover'; readonly exchange: Exchange }
  /** An exchange that answers nothing was seen. */
  | { readonly kind: 'passed'; readonly exchange: Exchange }
  /** Show the rendered screen: call `show`. */
  | { readonly kind: 'see' }
  /** Look what the programs on the terminal are doing: call `waiting` with it. */
  | Look
  /** The program perhaps waits for an answer nobody gives. */
  | { readonly kind: 'warn'; readonly prompt: string; readonly silentMs: number }
  /** The dialogue is complete and the program is to be ended. */
  | { readonly kind: 'end'; readonly how: 'hangup' | 'ctrl-d' }
  /** The dialogue has failed: show the rendered screen, then ask why. */
  | { readonly kind: 'fail'; readonly failing: () => UnattendError };
