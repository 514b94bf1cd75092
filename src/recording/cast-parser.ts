import type { Cast, CastEvent, CastHeader } from './cast.js';
import { type CastFormat, isHeaderOpen, parseHeader, parseJson, parseSize } from './cast-header.js';
import { invalid } from './invalid.js';
import type { Line } from './line-splitter.js';

/** Reads a recording line by line. Each call throws RECORDING_INVALID, naming the line, for what is none. */
export interface CastParser {
  line(text: Line): void;
  /** What stands behind the last line feed: nothing, a whole line, or one that its writer could not end. */
  end(rest: Line): Cast;
}

/** `file` is its name in errors. */
export function createCastParser(file: string): CastParser {
  const opening: string[] = [];
  const events: CastEvent[] = [];
  let begun: { readonly header: CastHeader; readonly parseEvent: EventParser } | undefined;
  let line = 0;

  function add(text: Line): void {
    line += 1;
    if (text === undefined) throw invalid(file, 'it is no UTF-8 text', line);
    if (begun === undefined) addOpening(text);
    else addEvent(begun.parseEvent, text);
  }

  function addOpening(text: string): void {
    opening.push(line === 1 ? text.replace(/^\ufeff/, '') : text);
    if (isHeaderOpen(opening)) return;
    const { format, header } = parseHeader(opening.join('\n'), file);
    begun = { header, parseEvent: eventParser(format) };
  }

  function addEvent(parseEvent: EventParser, text: string): void {
    const event = parseEvent(text);
    if (typeof event === 'string') throw invalid(file, event, line);
    if (event !== undefined) events.push(event);
  }

  return {
    line: add,
    end(rest) {
      if (line === 0 && rest === '') throw invalid(file, 'it is empty');
      const isCut = begun !== undefined && rest !== '' && isUnfinished(rest);
      if (rest !== '' && !isCut) add(rest);
      if (begun === undefined) throw invalid(file, 'it does not begin with the header of an asciicast', 1);
      return { header: begun.header, events, isCut };
    },
  };
}

/** A comment may be cut and nobody would know. */
const isUnfinished = (rest: Line): boolean =>
  rest === undefined || (parseJson(rest) === undefined && !rest.startsWith('#'));

/** The event of a line, undefined for a line that has none, or what is wrong with it. */
type EventParser = (line: string) => CastEvent | undefined | string;

function eventParser(format: CastFormat): EventParser {
  const timeOf = format === 2 ? absoluteTimes() : intervals();
  return (line) => {
    if (line.trim() === '' || (format === 3 && line.startsWith('#'))) return undefined;
    const [time, code, data] = asEvent(parseJson(line));
    if (time === undefined || code === undefined) return 'it is no event: [seconds, kind, data]';
    const atSeconds = timeOf(time);
    if (typeof atSeconds === 'string') return atSeconds;
    return kinds[format].includes(code) ? eventOf(code, atSeconds, data) : undefined;
  };
}

/** Others are passed over, whatever their data: a version may get new ones. */
const kinds: Readonly<Record<CastFormat, readonly string[]>> = {
  2: ['o', 'i', 'r', 'm'],
  3: ['o', 'i', 'r', 'm', 'x'],
};

function asEvent(value: unknown): readonly [time?: number, code?: string, data?: unknown] {
  if (!Array.isArray(value) || value.length < 3) return [];
  const [time, code, data] = value as readonly unknown[];
  return Number.isFinite(time) && typeof code === 'string' && code !== '' ? [time as number, code, data] : [];
}

function eventOf(code: string, atSeconds: number, text: unknown): CastEvent | string {
  if (typeof text !== 'string') return 'the data of its event is no text';
  if (code === 'o') return { kind: 'output', atSeconds, text };
  if (code === 'i') return { kind: 'input', atSeconds, text };
  if (code === 'm') return { kind: 'marker', atSeconds, label: text };
  if (code === 'x') return { kind: 'exit', atSeconds, status: text };
  const size = parseSize(text);
  return size === undefined ? `"${text}" is no size, such as 80x24` : { kind: 'resize', atSeconds, size };
}

type TimeOf = (time: number) => number | string;

function absoluteTimes(): TimeOf {
  let lastSeconds = 0;
  return (time) => {
    if (time < lastSeconds) return 'its time is before the line above';
    return (lastSeconds = time);
  };
}

/** Added up in whole nanoseconds: sums of binary fractions drift. A time is given to the microsecond, as they are written. */
function intervals(): TimeOf {
  let nanoseconds = 0;
  return (interval) => {
    if (interval < 0) return 'its interval is below 0';
    nanoseconds += Math.round(interval * 1e9);
    return Math.round(nanoseconds / 1000) / 1e6;
  };
}
