import { isUnattendError, type UnattendError } from '../errors.js';

/** The same work, and what to do instead where it had to give up the search for a regular expression. */
export function unlessTooSlow<A, R>(
  work: (about: A) => R,
  otherwise: (slow: UnattendError<'PATTERN_TOO_SLOW'>) => R,
): (about: A) => R {
  return (about) => {
    try {
      return work(about);
    } catch (error) {
      if (!isUnattendError(error, 'PATTERN_TOO_SLOW')) throw error;
      return otherwise(error);
    }
  };
}
