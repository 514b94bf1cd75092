import { createRedactor } from '../../redact.js';
import { shortestSecret } from '../../redact/forms.js';

/** The values of a script's secrets, and what becomes of a text in which they stand. */
export interface Hiding {
  /** Value to the name of its secret. */
  readonly values: ReadonlyMap<string, string>;
  /** The secret whose value a text is; short ones are words like any other. */
  nameOf(text: string): string | undefined;
  /** The text with a mask for each value, in whatever form it stands there. */
  readonly text: (text: string) => string;
  readonly isIn: (text: string) => boolean;
}

/** What `text` puts in the place of a value. */
export const mask = '[redacted]';

export function createHiding(values: ReadonlyMap<string, string>): Hiding {
  const redactor = createRedactor([...values.keys()]);
  const text = (each: string): string => redactor.text(each);
  return {
    values,
    nameOf: (each) => (each.length < shortestSecret ? undefined : values.get(each)),
    text,
    isIn: (each) => text(each) !== each,
  };
}
