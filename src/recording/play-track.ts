import { resetTerminal } from '../session/paint-screen.js';
import type { Cast, CastEvent } from './cast.js';
import { limitIdle } from './idle-limit.js';
import { parseMarker } from './marker.js';
import { createPlayText } from './play-text.js';

/** What a player does at one moment. */
interface Cue {
  /** Since the beginning, long silences cut short. */
  readonly atMs: number;
  /** What the terminal is shown. */
  readonly text: string;
  /** The label of the marker that stands here. */
  readonly marker?: string;
  /** A person or a script begins to answer. */
  readonly isAnswer: boolean;
}

export interface Track {
  readonly cues: readonly Cue[];
  readonly durationMs: number;
}

/** How a recording is played: what is shown when. Silences are at most so long; Infinity is no limit. */
export function trackOf({ events }: Cast, idleLimitMs: number): Track {
  const times = limitIdle(
    events.map(({ kind, atSeconds }) => ({ atMs: atSeconds * 1000, isSeen: kind === 'output' })),
    idleLimitMs,
  );
  const begins = hasAnswerMarkers(events) ? isAnswerMarker : firstKeys();
  const isOneOfSeveral = events.filter(isSpawn).length > 1;
  const shown = createPlayText();
  const cues = events.map((event, index): Cue => {
    const atMs = times[index] ?? 0;
    const isAnswer = begins(event);
    if (event.kind === 'output') return { atMs, text: shown(event.text), isAnswer };
    if (event.kind !== 'marker') return { atMs, text: '', isAnswer };
    const text = isOneOfSeveral && isSpawn(event) ? beginning(event.label) : '';
    return { atMs, text, marker: event.label, isAnswer };
  });
  return { cues, durationMs: cues.at(-1)?.atMs ?? 0 };
}

/** One line that says which program begins; whatever the one before has left of modes and colours is gone. */
function beginning(label: string): string {
  const marker = parseMarker(label);
  const command = marker?.kind === 'spawn' ? marker.command : label;
  return `${resetTerminal}\r\n\x1b[2m-- ${oneLine(command)} --\x1b[0m\r\n`;
}

/** Text of a recording as one line that does nothing to a terminal. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

const kindOf = (event: CastEvent): string | undefined =>
  event.kind === 'marker' ? parseMarker(event.label)?.kind : undefined;

const isSpawn = (event: CastEvent): event is Extract<CastEvent, { kind: 'marker' }> =>
  kindOf(event) === 'spawn';

const isAnswerMarker = (event: CastEvent): boolean => ['prompt', 'exchange'].includes(kindOf(event) ?? '');

const hasAnswerMarkers = (events: readonly CastEvent[]): boolean => events.some(isAnswerMarker);

/** In a recording without our markers an answer begins with the first key, or with the first after Enter. */
function firstKeys(): (event: CastEvent) => boolean {
  let isNext = true;
  return (event) => {
    if (event.kind !== 'input') return false;
    const isFirst = isNext;
    isNext = /[\r\n]/.test(event.text);
    return isFirst;
  };
}
