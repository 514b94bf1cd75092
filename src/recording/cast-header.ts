import type { TerminalSize } from '../terminal/terminal.js';
import type { CastHeader } from './cast.js';
import { invalid } from './invalid.js';

/** The versions of asciicast that are read and written. */
export type CastFormat = 2 | 3;

/**
 * Whether lines are the beginning of a header that goes on: version 1 is one JSON value over many lines. Its version is looked for
 * in the first few.
 */
export function isHeaderOpen(lines: readonly string[]): boolean {
  return lines[0]?.trim() === '{' && lines.length < 10 && !lines.at(-1)?.includes('"version"');
}

/** Throws RECORDING_INVALID for what is no header, and for versions that are not read. */
export function parseHeader(text: string, file: string): { format: CastFormat; header: CastHeader } {
  if (/^\{\s[^]*"version"\s*:\s*1\b/.test(text)) throw otherVersion(file, 1);
  const data = parseJson(text);
  if (!isRecord(data) || typeof data['version'] !== 'number') throw noHeader(file, text);
  const { version, timestamp, title, command } = data;
  if (version !== 2 && version !== 3) throw otherVersion(file, version);
  const term = isRecord(data['term']) ? data['term'] : {};
  const [columns, rows] = version === 2 ? [data['width'], data['height']] : [term['cols'], term['rows']];
  if (!isCount(columns) || !isCount(rows)) {
    const names = version === 2 ? 'width and height' : 'term.cols and term.rows';
    throw invalid(file, `${names} must be whole numbers from 1 to ${largestCount}`, 1);
  }
  const header = {
    size: { columns, rows },
    ...(typeof timestamp === 'number' && { startedAtSeconds: timestamp }),
    ...(typeof title === 'string' && { title }),
    ...(typeof command === 'string' && command.trim() !== '' && { command }),
  };
  return { format: version, header };
}

/** The first line of a recording, without its line feed. */
export function formatHeader(
  format: CastFormat,
  { size, startedAtSeconds, title, command }: CastHeader,
): string {
  const { columns, rows } = size;
  const timestamp = startedAtSeconds === undefined ? undefined : Math.floor(startedAtSeconds);
  const terminal =
    format === 2
      ? { version: 2, width: columns, height: rows }
      : { version: 3, term: { cols: columns, rows } };
  return JSON.stringify({ ...terminal, timestamp, title, command });
}

/** `80x24`; undefined for what is no size. */
export function parseSize(text: string): TerminalSize | undefined {
  const [columns, rows] = text.split('x').map((word) => (/^[1-9]\d*$/.test(word) ? Number(word) : 0));
  return text.split('x').length === 2 && isCount(columns) && isCount(rows) ? { columns, rows } : undefined;
}

/** The value of a JSON text; undefined for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** More than any terminal has: each cell is kept, and a screen of 65535 x 65535 would take all memory. */
const largestCount = 1000;
const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= largestCount;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function noHeader(file: string, text: string): Error {
  if (text === '') return invalid(file, 'its first line is empty', 1);
  if (/^\{\s*"version"/.test(text)) return invalid(file, 'the header is cut or damaged', 1);
  return invalid(file, 'it does not begin with the header of an asciicast', 1);
}

function otherVersion(file: string, version: number): Error {
  const reason = `it is an asciicast of version ${version}, and only 2 and 3 can be read`;
  const help =
    version < 2
      ? 'Make one of version 3 of it: asciinema convert OLD.cast NEW.cast (asciinema 3).'
      : 'Use a newer unattend, or let the program that made it write version 3.';
  return invalid(file, reason, 1, help);
}
