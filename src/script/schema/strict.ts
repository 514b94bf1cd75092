import { z } from 'zod';

/**
 * An object without other keys. The message of an `unrecognized_keys` issue is the list of the known ones: what
 * reads the issues (yaml/issues.ts) finds the nearest there, since zod's issue does not name them.
 */
export function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape).join(' ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? known : undefined),
  });
}

/** Keys of the language that this version knows but cannot do yet. */
export const laterKeys: ReadonlySet<string> = new Set(['shell', 'layers']);
