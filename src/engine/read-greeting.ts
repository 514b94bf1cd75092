import type { Duplex } from 'node:stream';
import { RefusedInWords } from './fault.js';
import { GreetingReader, type Greeting } from './greeting.js';

/** All programs are greeted for; one of which not even that came was cut off. */
export const ENDED_AT_ONCE = 'it ended at once';

/**
 * Reads the greeting off the front of a terminal's stream, which is then paused before the program's first byte.
 * Rejects with what came instead: the engine answers 200 and writes into the stream why it could not start a program.
 * Rejects with the signal's reason when that aborts first; the stream is then given up.
 */
export function readGreeting(stream: Duplex, nonce: string, abortSignal?: AbortSignal): Promise<Greeting> {
  const reader = new GreetingReader(nonce);
  return new Promise((resolve, reject) => {
    const words: Uint8Array[] = [];
    let isAbsent = false;
    const onData = (bytes: Buffer): void => {
      const read = isAbsent ? ({ kind: 'absent', rest: bytes } as const) : reader.push(bytes);
      if (read.kind === 'absent') {
        isAbsent = true;
        words.push(read.rest);
      } else if (read.kind === 'greeted') {
        stream.pause();
        release();
        if (read.rest.length > 0) {
          stream.unshift(read.rest);
        }
        resolve(read.greeting);
      }
    };
    const onEnd = (): void => {
      release();
      const said = Buffer.concat(words).toString().trim();
      reject(said === '' ? new Error(ENDED_AT_ONCE) : new RefusedInWords(said));
    };
    // A stream that did not become a socket tells nobody that it was destroyed.
    const onAbort = (): void => {
      release();
      stream.destroy();
      reject(abortSignal?.reason as Error);
    };
    const release = (): void => {
      abortSignal?.removeEventListener('abort', onAbort);
      stream.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', reject);
    };
    abortSignal?.addEventListener('abort', onAbort, { once: true });
    stream.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', reject);
    if (abortSignal?.aborted === true) onAbort();
  });
}
