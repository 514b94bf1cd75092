/**
 * The name of the image that a commit makes before it gets its exact configuration: a crash in between leaves an image
 * that has a name, so that it can be swept.
 */
export function commitNameOf(ref: string): string {
  return `${ref}-commit`;
}
