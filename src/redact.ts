import { UnattendError } from './errors.js';

/** What stands where a secret was. */
export const redactedText = '[redacted]';

/** Removes the values of secrets from text, and from a stream of bytes however it is cut. */
export interface Redactor {
  /** Adds a value; one of fewer than 4 characters would take half of every text with it and is left alone. */
  add(value: string): void;
  text(text: string): string;
  /** A new stream filter. */
  stream(): RedactingStream;
}

/** A filter over one stream. A beginning of a secret at the end of a piece is held back until the next piece decides. */
export interface RedactingStream {
  push(piece: Uint8Array): Uint8Array;
  /** What was held back at the end of the stream. */
  end(): Uint8Array;
}

const shortest = 4;

export function createRedactor(initial: readonly string[] = []): Redactor {
  const values = new Set<string>();
  const add = (value: string): void => {
    for (const part of [value, ...value.split(/\r?\n/)]) if (part.length >= shortest) values.add(part);
  };
  initial.forEach(add);
  const longestFirst = (): string[] => [...values].sort((one, other) => other.length - one.length);

  return {
    add,
    text: (text) => longestFirst().reduce((all, value) => all.replaceAll(value, redactedText), text),
    stream: () => createStream(() => longestFirst().map((value) => Buffer.from(value))),
  };
}

function createStream(secrets: () => readonly Buffer[]): RedactingStream {
  let held = Buffer.alloc(0);
  const mask = Buffer.from(redactedText);

  return {
    push(piece) {
      const wanted = secrets();
      if (wanted.length === 0 && held.length === 0) return piece;
      const all = replaceAll(Buffer.concat([held, piece]), wanted, mask);
      const keep = Math.max(0, ...wanted.map((secret) => beginningAtEnd(all, secret)));
      held = Buffer.from(all.subarray(all.length - keep));
      return all.subarray(0, all.length - keep);
    },
    end() {
      const rest = held;
      held = Buffer.alloc(0);
      return rest;
    },
  };
}

function replaceAll(bytes: Buffer, secrets: readonly Buffer[], mask: Buffer): Buffer {
  return secrets.reduce((all, secret) => {
    const pieces: Buffer[] = [];
    let from = 0;
    for (let at = all.indexOf(secret); at >= 0; at = all.indexOf(secret, from)) {
      pieces.push(all.subarray(from, at), mask);
      from = at + secret.length;
    }
    return from === 0 ? all : Buffer.concat([...pieces, all.subarray(from)]);
  }, bytes);
}

/** How many bytes at the end of `all` are a beginning of `secret`. */
function beginningAtEnd(all: Buffer, secret: Buffer): number {
  for (let length = Math.min(secret.length - 1, all.length); length > 0; length--) {
    if (all.subarray(all.length - length).equals(secret.subarray(0, length))) return length;
  }
  return 0;
}

/** The same error with secrets removed from its details, and so from its message and hint. */
export function redactError(error: UnattendError, redactor: Redactor): UnattendError {
  return new UnattendError(error.errorName, redactData(error.details, redactor) as never, { cause: error.cause });
}

function redactData(data: unknown, redactor: Redactor): unknown {
  if (typeof data === 'string') return redactor.text(data);
  if (Array.isArray(data)) return data.map((each) => redactData(each, redactor));
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, redactData(value, redactor)]));
}
