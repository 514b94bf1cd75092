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
   * Adds a value that a program may show in a field too narrow for it: any 10 characters of it that stand together are removed from
   * what programs show (`shown`, `stream`), too, unless they are in `standing`, which was shown before, or are nearly all the same.
   * Of a value of more than 1024 characters only the value.
   */
  addShown(value: string, standing: string): void;
  /**
   * The text with one mask for every stretch that is covered by secrets which overlap. A secret is found with control
   * sequences and line ends between its characters too; they go with it. A line end behind its first or second character
   * stays, with what is before it.
   */
  text(text: string): string;
  /** The same of text that a program has shown. */
  shown(text: string): string;
  /** A new filter of a stream of what a program shows. */
  stream(): RedactingStream;
}

export function createRedactor(initial: readonly string[] = []): Redactor {
  const values = new Set<string | Uint8Array>();
  const parts = new Set<string>();
  let needles: Needles | undefined;
  let allNeedles: Needles | undefined;

  const add = (value: string | Uint8Array): void => {
    if (values.has(value)) return;
    values.add(value);
    needles = allNeedles = undefined;
  };
  initial.forEach(add);
  const current = (): Needles => (needles ??= createNeedles(needlesOf(values, new Set())));
  const all = (): Needles => {
    if (parts.size === 0) return current();
    return (allNeedles ??= createNeedles(needlesOf(values, parts)));
  };

  function masked(text: string, sought: () => Needles): string {
    if (values.size === 0) return text;
    const stream = createStream(sought);
    const bytes = Buffer.from(text);
    const filtered = Buffer.concat([stream.push(bytes), stream.end()]);
    return filtered.equals(bytes) ? text : filtered.toString();
  }

  return {
    add,
    addShown(value, standing) {
      add(value);
      for (const part of windowsOf(value)) if (!standing.includes(part)) parts.add(part);
      allNeedles = undefined;
    },
    text: (text) => masked(text, current),
    shown: (text) => masked(text, all),
    stream: () => createStream(all),
  };
}

/** What is visible of every form of every value, and of these parts of values, each once. */
function needlesOf(
  values: ReadonlySet<string | Uint8Array>,
  parts: ReadonlySet<string>,
): readonly Uint8Array[] {
  const forms = [...values].flatMap((each) => (typeof each === 'string' ? formsOf(each) : formsOfFile(each)));
  const texts = new Set([...forms.map(({ text }) => text), ...parts]);
  return [...texts]
    .map((text) => visibleOf(Buffer.from(text)))
    .filter(({ length }) => length >= shortestSecret);
}
