import type { WaitState } from '../terminal/terminal.js';
import type { Clock } from './clock.js';

/** What is needed to see what a program makes of a key. */
export interface OutputPort {
  readonly clock: Clock;
  /** Hands all output to the listener from now on, until the returned function is called. */
  readonly listen: (listener: (bytes: Uint8Array) => void) => () => void;
}

/** How long to listen, in milliseconds. */
interface Patience {
  /** Quiet after output that ends it. */
  readonly quietMs: number;
  /** How long the first output may take. */
  readonly firstMs: number;
}

/** For programs of which nothing is known but their output: one that hides what is typed draws nothing at all. */
const patient: Patience = { quietMs: 60, firstMs: 400 };
/** For programs that can be looked at. */
const brief: Patience = { quietMs: 30, firstMs: 40 };
/** How long a program that is not waiting may take to get on, in milliseconds: a busy machine keeps it from running. */
const starvedMs = 1000;

/** Does something and resolves with what the program writes until it is quiet. */
export function readAfter(
  { clock, listen }: OutputPort,
  act: () => void,
  { quietMs, firstMs }: Patience = patient,
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
      cancel = clock.after(quietMs, finish);
    });
    cancel = clock.after(firstMs, finish);
    act();
  });
}

/**
 * Does something and resolves when the program has drawn what it makes of it: it is quiet and waits for input again. A program
 * that is kept from running between two pieces of its drawing is quiet too, but does not wait.
 */
export async function whenDrawn(
  port: OutputPort & { readonly waitState: () => Promise<WaitState> },
  act: () => void,
): Promise<void> {
  let hasDrawn = (await readAfter(port, act, brief)) !== '';
  const untilMs = port.clock.nowMs() + starvedMs;
  // What was typed may still be on its way to a program that has drawn nothing: it is looked at twice.
  for (let looks = 0; port.clock.nowMs() < untilMs;) {
    const state = await port.waitState();
    if (state === 'unknown') {
      await readAfter(port, () => undefined, patient);
      return;
    }
    if (state !== 'working' && (hasDrawn || looks++ > 0)) return;
    hasDrawn = (await readAfter(port, () => undefined, brief)) !== '' || hasDrawn;
  }
}
