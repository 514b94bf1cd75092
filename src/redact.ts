import { UnattendError } from './errors.js';
import { formsOf } from './redact/forms.js';

/** What stands where a secret was. */
export const redactedText = '[redacted]';

/** Removes the values of secrets from text, and from a stream of bytes however it is cut. */
export interface Redactor {
  /**
   * Adds a value and, of a value of several lines, each line. One of fewer than 4 characters would take half of
   * every text with it and is left alone. A stream that is open knows the value from its next piece on.
   */
  add(value: string): void;
  /** The text with one mask for every stretch that is covered by secrets which overlap. */
  text(text: string): string;
  /** A new stream filter. */
  stream(): RedactingStream;
}

/**
 * A filter over one stream: what comes out of all pushes and `end` is what `text` makes of the whole.
 * The beginning of a secret at the end of a piece is held back (fewer bytes than the longest secret has) until a
 * later piece decides, however long that takes: a prompt that ends like a secret begins shows its last characters
 * when the program writes again or ends.
 */
export interface RedactingStream {
  push(piece: Uint8Array): Uint8Array;
  /** What was held back at the end of the stream; the filter is then as new. */
  end(): Uint8Array;
}

export function createRedactor(initial: readonly string[] = []): Redactor {
  const values = new Set<string>();
  let automaton: State | undefined;

  const add = (value: string): void => {
    for (const { text } of formsOf(value)) values.add(text);
    automaton = undefined;
  };
  initial.forEach(add);
  const currentRoot = (): State =>
    (automaton ??= createAutomaton([...values].map((value) => Buffer.from(value))));

  return {
    add,
    text(text) {
      if (values.size === 0) return text;
      const stream = createStream(currentRoot);
      const bytes = Buffer.from(text);
      const masked = Buffer.concat([stream.push(bytes), stream.end()]);
      return masked.equals(bytes) ? text : masked.toString();
    },
    stream: () => createStream(currentRoot),
  };
}

/** A state of an Aho-Corasick automaton over bytes, which is linear in the text whatever the secrets are. */
interface State {
  readonly depth: number;
  readonly ways: Map<number, State>;
  /** Length of the longest secret that ends here, or 0. */
  matched: number;
  /** How many of the last bytes are the beginning of a secret that is not whole yet. */
  pending: number;
  /** The state of the longest end of this state's bytes that is a beginning of a secret; none at the root. */
  fallback: State | undefined;
}

const newState = (depth: number, fallback: State | undefined): State => ({
  depth,
  ways: new Map(),
  matched: 0,
  pending: 0,
  fallback,
});

function next(state: State, byte: number): State {
  for (let from = state; ; from = from.fallback) {
    const found = from.ways.get(byte);
    if (found !== undefined) return found;
    if (from.fallback === undefined) return from;
  }
}

/** The root of the automaton that knows these secrets. */
function createAutomaton(secrets: readonly Buffer[]): State {
  const root = newState(0, undefined);
  for (const secret of secrets) {
    let state = root;
    for (const byte of secret) {
      const known = state.ways.get(byte) ?? newState(state.depth + 1, root);
      state.ways.set(byte, known);
      state = known;
    }
    state.matched = secret.length;
  }
  // Level by level: a fallback is always less deep than its state.
  let level = [root];
  while (level.length > 0) {
    level.forEach(linkWays);
    level = level.flatMap((state) => [...state.ways.values()]);
  }
  return root;
}

/** Completes the states one byte further on. */
function linkWays(state: State): void {
  for (const [byte, deeper] of state.ways) {
    const fallback = state.fallback === undefined ? state : next(state.fallback, byte);
    deeper.fallback = fallback;
    if (deeper.matched === 0) deeper.matched = fallback.matched;
    deeper.pending = deeper.ways.size > 0 ? deeper.depth : fallback.pending;
  }
}

/** A stretch to mask, in offsets of the bytes held; `from` is negative when its mask has gone out already. */
interface Stretch {
  from: number;
  to: number;
}

function createStream(currentRoot: () => State): RedactingStream {
  const mask = Buffer.from(redactedText);
  let root = currentRoot();
  let state = root;
  let held = Buffer.alloc(0);
  let stretches: Stretch[] = [];

  /** Stretches that overlap become one; those that only touch stay two. */
  function cover(from: number, to: number): void {
    const whole = { from, to };
    for (let last = stretches.at(-1); last !== undefined && last.to > from; last = stretches.at(-1)) {
      whole.from = Math.min(whole.from, last.from);
      whole.to = Math.max(whole.to, last.to);
      stretches.pop();
    }
    stretches.push(whole);
  }

  function scan(bytes: Buffer, from: number): void {
    for (let at = from; at < bytes.length; at++) {
      state = next(state, bytes[at] ?? 0);
      if (state.matched > 0) cover(at + 1 - state.matched, at + 1);
    }
  }

  /** Lets out everything before `end`; no secret found from now on can begin before it. */
  function letOut(bytes: Buffer, end: number): Buffer {
    const out: Buffer[] = [];
    let from = 0;
    for (const stretch of stretches) {
      if (stretch.from >= end) break;
      if (stretch.from >= 0) out.push(bytes.subarray(from, stretch.from), mask);
      from = Math.min(stretch.to, end);
    }
    out.push(bytes.subarray(from, end));
    held = Buffer.from(bytes.subarray(end));
    stretches = stretches
      .filter(({ to }) => to > end)
      .map((stretch) => ({ from: stretch.from - end, to: stretch.to - end }));
    return Buffer.concat(out);
  }

  /** Secrets were added: what is held is looked at again; what is masked stays masked. */
  function rescan(): void {
    root = currentRoot();
    state = root;
    stretches = stretches.filter(({ from }) => from < 0);
    scan(held, 0);
  }

  return {
    push(piece) {
      if (root !== currentRoot()) rescan();
      if (root.ways.size === 0) return piece;
      const bytes = Buffer.concat([held, piece]);
      scan(bytes, held.length);
      return letOut(bytes, bytes.length - state.pending);
    },
    end() {
      if (root !== currentRoot()) rescan();
      const rest = letOut(held, held.length);
      state = root;
      return rest;
    },
  };
}

/** The same error with secrets removed from its details (and so its message and hint), its stack and its causes. */
export function redactError(error: UnattendError, redactor: Redactor): UnattendError {
  const redacted = new UnattendError(error.errorName, redactData(error.details, redactor) as never, {
    cause: redactCause(error.cause, redactor),
  });
  if (error.stack !== undefined) redacted.stack = redactor.text(error.stack);
  return redacted;
}

/** A cause is shown, never read: one that holds a secret is replaced by a plain error that shows the rest of it. */
function redactCause(cause: unknown, redactor: Redactor): unknown {
  if (typeof cause === 'string') return redactor.text(cause);
  if (!(cause instanceof Error)) return cause;
  const inner = redactCause(cause.cause, redactor);
  const stack = cause.stack ?? '';
  const message = redactor.text(cause.message);
  if (inner === cause.cause && message === cause.message && redactor.text(stack) === stack) return cause;
  return Object.assign(new Error(message, { cause: inner }), {
    name: cause.name,
    stack: redactor.text(stack),
  });
}

function redactData(data: unknown, redactor: Redactor): unknown {
  if (typeof data === 'string') return redactor.text(data);
  if (Array.isArray(data)) return data.map((each) => redactData(each, redactor));
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, redactData(value, redactor)]));
}
