import { StringDecoder } from 'node:string_decoder';
import type { Clock } from '../session/clock.js';
import type { TerminalSize } from '../terminal/terminal.js';
import type { CastHeader } from './cast.js';
import { type CastFormat, formatHeader } from './cast-header.js';
import { createLineFile } from './recording-file.js';

/**
 * Writes one recording. After a write failed, what follows is dropped: a full disk does not end an installation. Who writes an
 * event is told its index, counted as readers count; undefined when nothing was written.
 */
export interface CastWriter {
  /** What a program wrote. Characters may be cut between calls; what is no UTF-8 becomes U+FFFD. */
  output(bytes: Uint8Array): number | undefined;
  /** The program ended: what is left of a character that was cut becomes U+FFFD. */
  endOutput(): number | undefined;
  /** What the program was told. */
  input(text: string): number | undefined;
  /** The terminal has this size from now on; nothing is written when it has it already. */
  resize(size: TerminalSize): number | undefined;
  marker(label: string): number | undefined;
  /** The recorded session ended with this exit code, or in words; version 2 has no event for it, and nothing is written. */
  exit(status: string): number | undefined;
  /** Idempotent; whatever comes later is dropped. Throws, once, the error of the first write that failed. */
  close(): void;
}

export interface CastWriterSpec extends CastHeader {
  /** Replaced if it is there; mode 0600. */
  readonly file: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Version of asciicast; default 3. */
  readonly format?: CastFormat;
  /** How the file is opened; a test passes one that fails. */
  readonly openFile?: typeof createLineFile;
}

/**
 * Begins a recording with the time running from now. Every event is in the file when the call returns, so a process that is
 * killed leaves a recording that can be played. Throws USAGE or NO_SPACE when the file cannot be written.
 */
export function createCastWriter({
  file,
  clock,
  format = 3,
  openFile = createLineFile,
  ...header
}: CastWriterSpec): CastWriter {
  const lines = openFile(file, formatHeader(format, header));
  const secondsOf = format === 2 ? sinceStart(clock) : sinceLast(clock);
  const decoder = new StringDecoder('utf8');
  let { size } = header;
  let count = 0;
  let isClosed = false;
  let failure: { readonly error: unknown } | undefined;

  function write(code: string, data: string): number | undefined {
    if (isClosed || failure !== undefined || (data === '' && code !== 'm')) return undefined;
    try {
      lines.append(JSON.stringify([secondsOf(), code, data]));
      return count++;
    } catch (error) {
      failure = { error };
      return undefined;
    }
  }

  const endOutput = (): number | undefined => write('o', decoder.end());

  return {
    output: (bytes) => write('o', decoder.write(bytes)),
    endOutput,
    input: (text) => write('i', text),
    resize(next) {
      if (next.columns === size.columns && next.rows === size.rows) return undefined;
      size = next;
      return write('r', `${next.columns}x${next.rows}`);
    },
    marker: (label) => write('m', label),
    exit(status) {
      endOutput();
      return format === 2 ? undefined : write('x', status);
    },
    close() {
      if (isClosed) return;
      endOutput();
      isClosed = true;
      lines.close();
      if (failure !== undefined) throw failure.error;
    },
  };
}

function sinceStart(clock: Pick<Clock, 'nowMs'>): () => number {
  const startedMs = clock.nowMs();
  return () => microseconds(clock.nowMs() - startedMs) / 1e6;
}

/** The difference of two rounded times, never a rounded difference: what is lost would add up. */
function sinceLast(clock: Pick<Clock, 'nowMs'>): () => number {
  const startedMs = clock.nowMs();
  let last = 0;
  return () => {
    const now = microseconds(clock.nowMs() - startedMs);
    const interval = now - last;
    last = now;
    return interval / 1e6;
  };
}

const microseconds = (ms: number): number => Math.round(ms * 1000);
