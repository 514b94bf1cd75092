import type { WaitState } from '../terminal/terminal.js';
import { afterReading, type Clock, pause } from './clock.js';

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
/** The same where all is lost with who gets on later, as a secret that would be shown: 0.6 s of work took 16 s with 16 programs on each core. */
const starvedForLongMs = 60_000;

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
      cancel = afterReading(clock, quietMs, finish);
    });
    cancel = afterReading(clock, firstMs, finish);
    act();
  });
}

/** An output port of a program that can be looked at. */
export interface LookPort extends OutputPort {
  readonly waitState: () => Promise<WaitState>;
}

/**
 * Does something and resolves when the program has drawn what it makes of it: it is quiet and waits for input again. A program
 * that is kept from running between two pieces of its drawing is quiet too, but does not wait.
 */
export async function whenDrawn(port: LookPort, act: () => void): Promise<void> {
  await readUntilWaiting(port, act, {
    unseen: longer(brief, port.clock.slowdown()),
    limitMs: starvedMs,
    isSeen: (output) => output !== '',
  });
}

/**
 * Resolves when the program waits for input, however long it works until then, within reason, or when nobody waits any more.
 * Whether it did not work on and on.
 */
export async function whenAtRest(port: LookPort, isAbandoned: () => boolean): Promise<boolean> {
  const { isWorking } = await readUntilWaiting(port, () => undefined, {
    unseen: brief,
    limitMs: starvedForLongMs,
    isAbandoned,
    isSeen: (output) => output !== '',
  });
  return !isWorking;
}

/** The same as `whenDrawn`, and whether what it wrote has something in it: it has not only where it had all the time it needed for that. */
export async function isDrawn(
  port: LookPort,
  act: () => void,
  isSeen: (output: string) => boolean,
): Promise<boolean> {
  const unseen = longer(patient, port.clock.slowdown());
  const { output } = await readUntilWaiting(port, act, { unseen, limitMs: starvedForLongMs, isSeen });
  return isSeen(output);
}

/** What is typed may be on its way for long, while the program still waits for it. */
const longer = ({ quietMs, firstMs }: Patience, slowdown: number): Patience => ({
  quietMs,
  firstMs: firstMs * slowdown,
});

interface Making {
  /** Whether that is what the program makes of it; something else that is at work may write too. */
  readonly isSeen: (output: string) => boolean;
  /** How long to listen to a program that waits and has written nothing: either may still be on its way, to it or from it. */
  readonly unseen: Patience;
  /** How long a program that works is listened to, in milliseconds. */
  readonly limitMs: number;
  readonly isAbandoned?: () => boolean;
}

async function readUntilWaiting(
  port: LookPort,
  act: () => void,
  { unseen, limitMs, isSeen, isAbandoned = () => false }: Making,
): Promise<{ readonly output: string; readonly isWorking: boolean }> {
  let output = '';
  let isWorking = false;
  // All the time: what comes while the program is looked at counts too.
  const stop = port.listen((bytes) => (output += Buffer.from(bytes).toString('latin1')));
  try {
    await readAfter(port, act, brief);
    const untilMs = port.clock.nowMs() + limitMs;
    for (let looks = 0; port.clock.nowMs() < untilMs && !isAbandoned();) {
      const state = await port.waitState();
      isWorking = state === 'working';
      await pause(port.clock, 0);
      if (state !== 'working' && state !== 'unknown' && (isSeen(output) || looks++ > 0)) break;
      await readAfter(port, () => undefined, patienceFor(state, unseen));
      if (state === 'unknown') break;
    }
  } finally {
    stop();
  }
  return { output, isWorking };
}

function patienceFor(state: WaitState, unseen: Patience): Patience {
  if (state === 'unknown') return patient;
  return state === 'working' ? brief : unseen;
}
