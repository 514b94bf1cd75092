import { StringDecoder } from 'node:string_decoder';
import type { Clock } from '../session/clock.js';
import type { TerminalSize } from '../terminal/terminal.js';
import type { CastHeader } from './cast.js';
import { createLineFile } from './recording-file.js';

/** Writes one recording. After a write failed, what follows is dropped: a full disk does not end an installation. */
export interface CastWriter {
  /** What a program wrote. Characters may be cut between calls; what is no UTF-8 becomes U+FFFD. */
  output(bytes: Uint8Array): void;
  /** The program ended: what is left of a character that was cut becomes U+FFFD. */
  endOutput(): void;
  /** What the program was told. */
  input(text: string): void;
  /** The terminal has this size from now on; nothing is written when it has it already. */
  resize(size: TerminalSize): void;
  marker(label: string): void;
  /** Idempotent; whatever comes later is dropped. Throws, once, the error of the first write that failed. */
  close(): void;
}

export interface CastWriterSpec extends CastHeader {
  /** Replaced if it is there; mode 0600. */
  readonly file: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** How the file is opened; a test passes one that fails. */
  readonly openFile?: typeof createLineFile;
}

/**
 * Begins a recording in asciicast v2, with the time running from now. Every event is in the file when the call
 * returns, so a process that is killed leaves a recording that can be played. Throws USAGE or NO_SPACE when the file
 * cannot be written.
 */
export function createCastWriter({
  file,
  clock,
  openFile = createLineFile,
  ...header
}: CastWriterSpec): CastWriter {
  const startedMs = clock.nowMs();
  const lines = openFile(file, formatHeader(header));
  const decoder = new StringDecoder('utf8');
  let size = header.size;
  let isClosed = false;
  let failure: { readonly error: unknown } | undefined;

  function write(code: string, data: string): void {
    if (isClosed || failure !== undefined || (data === '' && code !== 'm')) return;
    const atSeconds = Math.round((clock.nowMs() - startedMs) * 1000) / 1e6;
    try {
      lines.append(JSON.stringify([atSeconds, code, data]));
    } catch (error) {
      failure = { error };
    }
  }

  const endOutput = (): void => write('o', decoder.end());

  return {
    output: (bytes) => write('o', decoder.write(bytes)),
    endOutput,
    input: (text) => write('i', text),
    resize(next) {
      if (next.columns === size.columns && next.rows === size.rows) return;
      size = next;
      write('r', `${next.columns}x${next.rows}`);
    },
    marker: (label) => write('m', label),
    close() {
      if (isClosed) return;
      endOutput();
      isClosed = true;
      lines.close();
      if (failure !== undefined) throw failure.error;
    },
  };
}

function formatHeader({ size, startedAtSeconds, title, command }: CastHeader): string {
  const timestamp = startedAtSeconds === undefined ? undefined : Math.floor(startedAtSeconds);
  return JSON.stringify({ version: 2, width: size.columns, height: size.rows, timestamp, title, command });
}
