import type { Clock } from './clock.js';

/** What is needed to see what a program makes of a key. */
export interface OutputPort {
  readonly clock: Clock;
  /** Hands all output to the listener from now on, until the returned function is called. */
  readonly listen: (listener: (bytes: Uint8Array) => void) => () => void;
}

/** Quiet after which a program has drawn what it draws for a key, in milliseconds. */
const drawnMs = 60;
/** How long a program may take to draw anything; one that hides what is typed draws nothing. */
const patienceMs = 400;

/** Does something and resolves with what the program writes until it is quiet. */
export function readAfter({ clock, listen }: OutputPort, act: () => void): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    let cancel = (): void => undefined;
    const finish = (): void => {
      stop();
      resolve(output);
    };
    const stop = listen((bytes) => {
      output += Buffer.from(bytes).toString('latin1');
      cancel();
      cancel = clock.after(drawnMs, finish);
    });
    cancel = clock.after(patienceMs, finish);
    act();
  });
}
