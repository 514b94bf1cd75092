/** The person's keyboard in raw mode: every key comes as it is, Ctrl-C included. Disposal gives it back to the shell. */
export interface Keyboard extends Disposable {
  /** Hands keys to the listener from now on, until the returned function is called. */
  listen(listener: (bytes: Buffer) => void): () => void;
  /** The next keys, together as they came. */
  next(): Promise<string>;
}

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
    [Symbol.dispose]() {
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
