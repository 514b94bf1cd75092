import { type Entry, plain } from '../../script/write/block.js';
import type { SpawnDraft } from './draft.js';

/** How much longer than observed a program may take. */
const generosity = 5;
/** The limits of a script that names none, in seconds (docs/language.md, waiting). */
const defaultIdle = 600;
const defaultTimeout = 3600;

/** Limits for a program that took long, with what was observed; none where the usual ones are generous already. */
export function limitsOf({ silentSeconds, workedSeconds }: SpawnDraft): readonly Entry[] {
  const entry = (key: string, observed: number, usual: number, what: string): readonly Entry[] =>
    observed * generosity <= usual
      ? []
      : [
          {
            key,
            value: plain(durationOf(observed * generosity)),
            comments: [`observed: ${what} ${Math.round(observed)} s`],
          },
        ];
  return [
    ...entry('timeout', workedSeconds, defaultTimeout, 'in all it worked for'),
    ...entry('idle', silentSeconds, defaultIdle, 'it was silent for'),
  ];
}

/** Whole minutes, rounded up; whole hours where it is more than one. */
function durationOf(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 60) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours}h` : `${hours}h${minutes % 60}m`;
}
