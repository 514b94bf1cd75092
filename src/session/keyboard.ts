import { spawnSync } from 'node:child_process';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';

/** The person's keyboard in raw mode: every key comes as it is, Ctrl-C included. Disposal gives it back to the shell. */
export interface Keyboard extends Disposable {
  /** Hands keys to the listener from now on, until the returned function is called. */
  listen(listener: (bytes: Buffer) => void): () => void;
  /** The next keys, together as they came. */
  next(): Promise<string>;
  /** Takes away what was typed before: it was no answer to what is asked now. */
  forget(): Promise<void>;
}

/** What lies ready is read within a turn or two of the event loop. */
const typedAheadMs = 50;

/**
 * Puts the terminal into raw mode. `isTransparent`: what is written to it goes out as it is too; Node's own raw mode makes every
 * line feed a CR LF (libuv, uv_tty_set_mode), and programs that draw use one to go straight down.
 */
export function openKeyboard(stdin: NodeJS.ReadStream, { isTransparent = false } = {}): Keyboard {
  stdin.on('error', passOverGone);
  stdin.setRawMode(true);
  if (isTransparent) spawnSync('stty', ['-opost'], { stdio: [stdin, 'ignore', 'ignore'] });
  stdin.resume();
  const listeners = new Set<(bytes: Buffer) => void>();
  const listen = (listener: (bytes: Buffer) => void): (() => void) => {
    listeners.add(listener);
    stdin.on('data', listener);
    return () => stdin.off('data', listener);
  };
  return {
    listen,
    next: () =>
      new Promise((resolve) => stdin.once('data', (bytes: Buffer) => resolve(bytes.toString('utf8')))),
    async forget() {
      await delay(typedAheadMs); // a stream that flows without a listener is not kept
      await turn(); // a process that was held up has its timers first, and reads after
    },
    [Symbol.dispose]() {
      // Whoever opens it next has every key alone.
      for (const listener of listeners) stdin.off('data', listener);
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('error', passOverGone);
    },
  };
}

/** A terminal whose window was closed has no keys any more, and no flags to put back: SIGHUP tells of that. */
function passOverGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EIO') throw error;
}
