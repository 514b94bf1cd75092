import { readFile } from 'node:fs/promises';
import { UnattendError } from '../errors.js';
import type { TerminalSize } from '../terminal/terminal.js';
import type { Cast, CastEvent, CastHeader } from './cast.js';

/** Reads a recording (asciicast v2). Throws USAGE, naming the line, when the file is none or cannot be read. */
export async function readCast(file: string): Promise<Cast> {
  return parseCast(await readText(file), file);
}

/** The recording in a text; `file` is its name in errors. */
export function parseCast(text: string, file: string): Cast {
  const [first = '', ...lines] = text.split('\n');
  const header = parseHeader(first, file);
  const last = lines.at(-1) ?? ''; // what comes after the last line feed
  const isCut = last !== '' && parseJson(last) === undefined;
  if (isCut) lines.pop();
  const events: CastEvent[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const event = parseEvent(line, events.at(-1)?.atSeconds ?? 0);
    if (typeof event === 'string') throw invalid(file, index + 2, event);
    if (event !== undefined) events.push(event);
  }
  return { header, events, isCut };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'it does not exist' : String(cause);
    throw unusable(`Cannot read the recording ${file}: ${reason}.`, cause);
  }
}

function parseHeader(line: string, file: string): CastHeader {
  const data = parseJson(line);
  if (typeof data !== 'object' || data === null || !('version' in data))
    throw invalid(file, 1, 'no asciicast header');
  const { version, width, height, timestamp, title, command } = data as Record<string, unknown>;
  if (version !== 2) throw invalid(file, 1, `asciicast version ${String(version)}, and only 2 can be read`);
  if (!isCount(width) || !isCount(height))
    throw invalid(file, 1, 'width and height must be whole numbers above 0');
  return {
    size: { columns: width, rows: height },
    ...(typeof timestamp === 'number' && { startedAtSeconds: timestamp }),
    ...(typeof title === 'string' && { title }),
    ...(typeof command === 'string' && { command }),
  };
}

/** The event of a line; undefined for a kind that version 2 may get later; or what is wrong with it. */
function parseEvent(line: string, afterSeconds: number): CastEvent | undefined | string {
  const data = parseJson(line);
  if (!Array.isArray(data) || data.length !== 3) return 'not an event: [seconds, kind, data]';
  const [atSeconds, code, text] = data as unknown[];
  if (typeof atSeconds !== 'number' || typeof code !== 'string' || typeof text !== 'string') {
    return 'not an event: [seconds, kind, data]';
  }
  if (atSeconds < afterSeconds) return 'its time is before the line above';
  if (code === 'o') return { kind: 'output', atSeconds, text };
  if (code === 'i') return { kind: 'input', atSeconds, text };
  if (code === 'm') return { kind: 'marker', atSeconds, label: text };
  if (code !== 'r') return undefined;
  const size = parseSize(text);
  return size === undefined ? 'a size must be COLUMNSxROWS' : { kind: 'resize', atSeconds, size };
}

function parseSize(text: string): TerminalSize | undefined {
  const [, columns, rows] = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/.exec(text) ?? [];
  return columns === undefined ? undefined : { columns: Number(columns), rows: Number(rows) };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0;

const invalid = (file: string, line: number, reason: string): UnattendError =>
  unusable(`${file} is not a recording that can be read: line ${line}: ${reason}.`);

function unusable(problem: string, cause?: unknown): UnattendError {
  const help =
    'Give a recording that unattend made, or one in asciicast v2 (asciinema 2, or `asciinema convert`).';
  return new UnattendError('USAGE', { problem, help }, { cause });
}
