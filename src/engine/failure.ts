import { UnattendError, isUnattendError } from '../errors.js';
import type { Client } from './client.js';
import { faultOf, isBroken, type Place, statusOf, wordsOf } from './fault.js';
import { openAnswer } from './open-answer.js';

export interface EngineWork {
  readonly client: Client;
  /** Completes "failed to …". */
  readonly doing: string;
  /** Default `call`. */
  readonly place?: Place;
}

/** As long as `connectEngine` waits. */
const ANSWER_MS = 5000;

/** The expected failure for an error of an engine call. After a connection that broke the engine is asked once whether it is there. */
export async function engineFailure(
  { client, doing, place = 'call' }: EngineWork,
  error: unknown,
): Promise<UnattendError> {
  if (isUnattendError(error)) return error;
  const doesAnswer = isBroken(error) ? await answers(client) : true;
  return new UnattendError(
    faultOf(error, place, doesAnswer),
    { doing, reason: wordsOf(error) },
    { cause: error },
  );
}

/** Runs an engine call; what it throws becomes the expected failure. */
export async function engineCall<T>(work: EngineWork, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw await engineFailure(work, error);
  }
}

/** Whatever an engine answers, it is there. */
async function answers(client: Client): Promise<boolean> {
  try {
    (await openAnswer(client, '/_ping', AbortSignal.timeout(ANSWER_MS))).destroy();
    return true;
  } catch (error) {
    return statusOf(error) !== undefined;
  }
}
