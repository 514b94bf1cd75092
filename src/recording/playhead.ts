import type { Track } from './play-track.js';
import type { PlayCommand } from './play-keys.js';

/** Where a player is in its track. Times are those of the caller's clock, in milliseconds. */
export interface Playhead {
  /** What must be shown by now and was not yet. */
  due(nowMs: number): string;
  /** How long until something is due; undefined when nothing will be without a command. */
  waitMs(nowMs: number): number | undefined;
  /** Does what a person asked for; returns what must be shown at once. */
  obey(command: Exclude<PlayCommand, 'quit'>, nowMs: number): string;
  isOver(): boolean;
  status(nowMs: number): PlayStatus;
}

export interface PlayStatus {
  readonly positionMs: number;
  readonly durationMs: number;
  readonly speed: number;
  readonly isPaused: boolean;
  /** The last marker that was passed. */
  readonly marker?: string;
}

export interface PlayheadSpec {
  readonly track: Track;
  readonly speed: number;
  readonly nowMs: number;
  /** Is shown before what has been shown already is shown again: it makes the screen what it was before the first cue. */
  readonly startOver: string;
}

export function createPlayhead({ track, speed: firstSpeed, nowMs, startOver }: PlayheadSpec): Playhead {
  const { cues, durationMs } = track;
  let next = 0; // the first cue that was not shown
  let since = { positionMs: 0, nowMs };
  let speed = firstSpeed;
  let isPaused = false;
  let marker: string | undefined;

  const positionMs = (now: number): number =>
    isPaused ? since.positionMs : Math.min(since.positionMs + (now - since.nowMs) * speed, durationMs);

  const settle = (now: number): void => void (since = { positionMs: positionMs(now), nowMs: now });

  function showTo(end: number): string {
    const passed = cues.slice(next, end);
    next = end;
    marker = passed.findLast((cue) => cue.marker !== undefined)?.marker ?? marker;
    return passed.map(({ text }) => text).join('');
  }

  /** The cues before this one have been shown, and it is the moment of the last of them. */
  function jump(end: number, now: number): string {
    const isBack = end < next;
    if (isBack) [next, marker] = [0, undefined];
    const text = showTo(end);
    since = { positionMs: cues[end - 1]?.atMs ?? 0, nowMs: now };
    return isBack ? startOver + text : text;
  }

  function stepToAnswer(now: number): string {
    const answer = cues.findIndex(({ isAnswer }, index) => isAnswer && index >= next);
    if (answer < 0) return '';
    settle(now);
    isPaused = true;
    return jump(answer + 1, now);
  }

  function nextMarker(now: number): string {
    const at = cues.findIndex((cue, index) => cue.marker !== undefined && index >= next);
    return at < 0 ? '' : jump(at + 1, now);
  }

  /** While it plays, one passed this very second is the one a person wants to leave. */
  function previousMarker(now: number): string {
    const untilMs = positionMs(now) - (isPaused ? 0 : graceMs * speed);
    const isBefore = (index: number): boolean => index < next - 1 && (cues[index]?.atMs ?? 0) <= untilMs;
    return jump(cues.findLastIndex((cue, index) => cue.marker !== undefined && isBefore(index)) + 1, now);
  }

  return {
    due(now) {
      const position = positionMs(now);
      let end = next;
      while (!isPaused && (cues[end]?.atMs ?? Infinity) <= position) end++;
      return showTo(end);
    },
    waitMs(now) {
      const cue = cues[next];
      if (isPaused || cue === undefined) return undefined;
      return Math.max(0, (cue.atMs - positionMs(now)) / speed);
    },
    obey(command, now) {
      settle(now);
      if (command === 'step') return stepToAnswer(now);
      if (command === 'next-marker') return nextMarker(now);
      if (command === 'previous-marker') return previousMarker(now);
      if (command === 'pause') isPaused = !isPaused;
      else speed = Math.min(Math.max(command === 'faster' ? speed * 2 : speed / 2, slowest), fastest);
      return '';
    },
    isOver: () => next === cues.length && !isPaused,
    status(now) {
      const position = positionMs(now);
      return {
        positionMs: position,
        durationMs,
        speed,
        isPaused,
        ...(marker !== undefined && { marker }),
      };
    },
  };
}

const graceMs = 1000;
const [slowest, fastest] = [1 / 64, 1024];
