import { setTimeout as delay } from 'node:timers/promises';

/** The person's keyboard in raw mode: every key comes as it is, Ctrl-C included. Disposal gives it back to the shell. */
export interface Keyboard extends Disposable {
  /** Hands keys to the listener from now on, until the returned function is called. */
  listen(listener: (bytes: Buffer) => void): () => void;
  /** The next keys, together as they came. */
  next(): Promise<string>;
  /** Takes away what was typed before: it was no answer to what is asked now. */
  forget(): Promise<void>;
}

/** What lies ready is read within a turn or two of the event loop; that may take a moment on a busy machine. */
const typedAheadMs = 50;

export function openKeyboard(stdin: NodeJS.ReadStream): Keyboard {
  stdin.setRawMode(true);
  stdin.resume();
  const listen = (listener: (bytes: Buffer) => void): (() => void) => {
    stdin.on('data', listener);
    return () => stdin.off('data', listener);
  };
  return {
    listen,
    next: () =>
      new Promise((resolve) => stdin.once('data', (bytes: Buffer) => resolve(bytes.toString('utf8')))),
    forget: () => delay(typedAheadMs), // without a listener a stream that flows is not kept
    [Symbol.dispose]() {
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
