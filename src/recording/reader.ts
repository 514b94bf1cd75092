import { createReadStream } from 'node:fs';
import { isUnattendError } from '../errors.js';
import type { Cast } from './cast.js';
import { createCastParser } from './cast-parser.js';
import { invalid, unreadable } from './invalid.js';
import { createLineSplitter } from './line-splitter.js';

/**
 * Reads a recording (asciicast version 2 or 3). The index of an event counts what is read: comments, empty lines and events of
 * kinds that are unknown have none. Throws RECORDING_INVALID, naming the line, when the file is none or cannot be read.
 */
export async function readCast(file: string): Promise<Cast> {
  const parser = createCastParser(file);
  let lines = 0;
  const splitter = createLineSplitter((line) => {
    lines += 1;
    parser.line(line);
  });
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) {
      splitter.push(chunk as Buffer);
      if (splitter.rest.sizeBytes > longestBytes(lines)) throw endless(file, lines + 1);
    }
  } catch (error) {
    throw isUnattendError(error) ? error : unreadable(file, error);
  }
  return parser.end(splitter.rest.text());
}

/** The recording in a text; `file` is its name in errors. */
export function parseCast(text: string, file: string): Cast {
  const parser = createCastParser(file);
  const lines = text.split('\n');
  const rest = lines.pop();
  for (const line of lines) parser.line(line);
  return parser.end(rest);
}

const chunkBytes = 256 * 1024;

/** No header and no piece of output is as long: what goes on without a line feed (/dev/zero, a disk image) is no recording. */
const longestBytes = (lines: number): number => (lines === 0 ? 2 ** 20 : 2 ** 26);

function endless(file: string, line: number): Error {
  return line === 1
    ? invalid(file, 'it does not begin with the header of an asciicast', 1)
    : invalid(file, 'it is longer than 64 MiB', line);
}
