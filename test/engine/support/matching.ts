import { expect } from 'vitest';

/** A text that matches, typed so that it may stand in an object. */
export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

export function containing(text: string): unknown {
  return expect.stringContaining(text);
}
