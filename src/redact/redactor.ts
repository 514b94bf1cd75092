import { formsOf, formsOfFile, shortestSecret } from './forms.js';
import { createNeedles, type Needles } from './needles.js';
import { createStream, type RedactingStream } from './stream.js';
import { visibleOf } from './sequences.js';
import { windowsOf } from './windows.js';

/** Removes the values of secrets from text, and from a stream of bytes however it is cut. */
export interface Redactor {
  /**
   * Adds a value in all its forms (`formsOf`) and, of a value of several lines, each line. One of fewer than 4 characters
   * would take half of every text with it and is left alone. Of the bytes of a file that is no
   * text, what they are written as in texts. A stream that is open knows the value from its next piece on.
   */
  add(value: string | Uint8Array): void;
  /**
   * Adds a value that a program may show in a field too narrow for it: any 8 characters of it that stand together are removed as
   * well. Of a value of more than 1024 characters only the value.
   */
  addShown(value: string): void;
  /**
   * The text with one mask for every stretch that is covered by secrets which overlap. A secret is found with control
   * sequences and line ends between its characters too; they go with it. A line end behind its first or second character
   * stays, with what is before it.
   */
  text(text: string): string;
  /** A new stream filter. */
  stream(): RedactingStream;
}

export function createRedactor(initial: readonly string[] = []): Redactor {
  const values = new Set<string | Uint8Array>();
  const shown = new Set<string>();
  let needles: Needles | undefined;

  const add = (value: string | Uint8Array): void => {
    if (values.has(value)) return;
    values.add(value);
    needles = undefined;
  };
  initial.forEach(add);
  const current = (): Needles => (needles ??= createNeedles(needlesOf(values, shown)));

  return {
    add,
    addShown(value) {
      add(value);
      if (shown.has(value)) return;
      shown.add(value);
      needles = undefined;
    },
    text(text) {
      if (values.size === 0) return text;
      const stream = createStream(current);
      const bytes = Buffer.from(text);
      const masked = Buffer.concat([stream.push(bytes), stream.end()]);
      return masked.equals(bytes) ? text : masked.toString();
    },
    stream: () => createStream(current),
  };
}

/** What is visible of every form of every value, each once, and of every part of those that are shown. */
function needlesOf(
  values: ReadonlySet<string | Uint8Array>,
  shown: ReadonlySet<string>,
): readonly Uint8Array[] {
  const forms = [...values].flatMap((each) => (typeof each === 'string' ? formsOf(each) : formsOfFile(each)));
  const texts = new Set([...forms.map(({ text }) => text), ...[...shown].flatMap(windowsOf)]);
  return [...texts]
    .map((text) => visibleOf(Buffer.from(text)))
    .filter(({ length }) => length >= shortestSecret);
}
