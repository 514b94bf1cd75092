import { UnattendError, isUnattendError } from '../errors.js';

/** The HTTP status an engine refused a call with; `undefined` for everything else. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** What the engine itself said, without the client's decoration and the final full stop. */
export function wordsOf(error: unknown): string {
  const own = (error as { json?: { message?: unknown } | null } | null)?.json?.message;
  const text = typeof own === 'string' ? own : error instanceof Error ? error.message : String(error);
  return text
    .replace(/^\(HTTP code \d+\) [\w ]* - /, '')
    .trim()
    .replace(/\.$/, '');
}

/**
 * The expected failure for an error of an engine call. `doing` completes "failed to …".
 * The engine reports a full disk in words only (500, or 200 and an error in the stream), so its words are looked at.
 */
export function engineFailure(doing: string, error: unknown): UnattendError {
  if (isUnattendError(error)) {
    return error;
  }
  const reason = wordsOf(error);
  const isFull = /no space left on device|disk quota exceeded|ENOSPC/i.test(reason);
  return new UnattendError(isFull ? 'NO_SPACE' : 'ENGINE_FAILED', { doing, reason }, { cause: error });
}

/** Runs an engine call; what it throws becomes the expected failure. */
export async function engineCall<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw engineFailure(doing, error);
  }
}
