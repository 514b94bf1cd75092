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

/** How long a program that is kept from running may take to get on, in milliseconds. */
const starvedMs = 10_000;
/** How often it is looked at meanwhile. */
const glanceMs = 20;

/**
 * Does something and resolves when the program has drawn what it makes of it: it was quiet, and it waits. On a busy machine a
 * program may be kept from running between two pieces of its drawing; then it is not waiting.
 */
export async function whenDrawn(
  port: OutputPort & { readonly waitState: () => Promise<'working' | (string & {})> },
  act: () => void,
): Promise<void> {
  await readAfter(port, act);
  const untilMs = port.clock.nowMs() + starvedMs;
  while ((await port.waitState()) === 'working' && port.clock.nowMs() < untilMs) {
    await readAfter(port, () => undefined, glanceMs);
  }
}

/** Does something and resolves with what the program writes until it is quiet. */
export function readAfter(
  { clock, listen }: OutputPort,
  act: () => void,
  patience = patienceMs,
): Promise<string> {
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
    cancel = clock.after(patience, finish);
    act();
  });
}
