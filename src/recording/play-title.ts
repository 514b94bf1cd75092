import { oneLine } from './play-track.js';
import type { PlayStatus } from './playhead.js';

/** Keeps the window's title (XTWINOPS 22), and gives it back (23); terminals without it do neither. */
export const keepTitle = '\x1b[22;2t';
export const restoreTitle = '\x1b[23;2t';

/** Shows in the window's title where the player is: `acme.cast 0:12 of 3:40, paused, 2x: spawn: sh install.sh`. */
export function titleOf(
  file: string,
  { positionMs, durationMs, speed, isPaused, marker }: PlayStatus,
): string {
  const parts = [
    `${file} ${minutes(positionMs)} of ${minutes(durationMs)}`,
    ...(isPaused ? ['paused'] : []),
    ...(speed === 1 ? [] : [`${speed}x`]),
  ];
  const text = marker === undefined ? parts.join(', ') : `${parts.join(', ')}: ${marker}`;
  return `\x1b]2;${oneLine(text).slice(0, longestTitle)}\x07`;
}

const longestTitle = 200;

const minutes = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
