import { readFileSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { UnattendError } from '../errors.js';
import type { Clock } from '../session/clock.js';
import type { TerminalSize } from '../terminal/terminal.js';
import type { CastEvent, CastHeader } from './cast.js';
import { type CastFormat, formatHeader } from './cast-header.js';
import { parseCast } from './reader.js';
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
  /**
   * Writes all events so far anew, in one go and safely on the disk; the time of the last one must stay. What the recording says of
   * itself, its title and its command, becomes what `tell` makes of it. Throws NO_SPACE or USAGE, and the recording is as before.
   */
  rewrite(edit: (events: readonly CastEvent[]) => readonly CastEvent[], tell: (text: string) => string): void;
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
  const startedMs = clock.nowMs();
  let time = 0;
  const decoder = new StringDecoder('utf8');
  let { size } = header;
  let count = 0;
  let isClosed = false;
  let failure: { readonly error: unknown } | undefined;

  function write(code: string, data: string): number | undefined {
    if (isClosed || failure !== undefined || (data === '' && code !== 'm')) return undefined;
    try {
      const now = microseconds(clock.nowMs() - startedMs);
      lines.append(formatEvent({ now, time, format }, code, data));
      time = now;
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
    rewrite(edit, tell) {
      endOutput();
      const { header: before, events: written } = parseCast(readBack(file), file);
      const events = edit(written);
      let last = 0;
      const all = events.map((event) => {
        const now = Math.round(event.atSeconds * 1e6);
        const line = formatEvent({ now, time: last, format }, ...codeOf(event));
        last = now;
        return line;
      });
      const { title, command } = before;
      const first = formatHeader(format, {
        ...before,
        ...(title !== undefined && { title: tell(title) }),
        ...(command !== undefined && { command: tell(command) }),
      });
      lines.replace([first, ...all]);
      count = events.length;
      time = last;
    },
    close() {
      if (isClosed) return;
      endOutput();
      isClosed = true;
      try {
        lines.close();
      } catch (error) {
        failure ??= { error };
      }
      if (failure !== undefined) throw failure.error;
    },
  };
}

function readBack(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const problem = `The recording ${file} cannot be written anew: ${(cause as Error).message}.`;
    throw new UnattendError(
      'USAGE',
      { problem, help: 'Somebody has taken it away; what it held may be there still.' },
      { cause },
    );
  }
}

/**
 * The line of an event. Version 3 has the time since the event before it: a difference of two rounded times, never a rounded
 * difference, for what is lost would add up.
 */
function formatEvent(
  { now, time, format }: { readonly now: number; readonly time: number; readonly format: CastFormat },
  code: string,
  data: string,
): string {
  return JSON.stringify([(format === 2 ? now : now - time) / 1e6, code, data]);
}

function codeOf(event: CastEvent): readonly [code: string, data: string] {
  switch (event.kind) {
    case 'output':
      return ['o', event.text];
    case 'input':
      return ['i', event.text];
    case 'marker':
      return ['m', event.label];
    case 'exit':
      return ['x', event.status];
    case 'resize':
      return ['r', `${event.size.columns}x${event.size.rows}`];
  }
}

const microseconds = (ms: number): number => Math.round(ms * 1000);
