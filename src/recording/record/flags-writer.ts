import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import type { EchoState } from '../../terminal/terminal.js';
import { flagsFileOf, formatFlags } from '../flags-file.js';

/** Keeps the terminal's flags at each input of a recording in the file beside it, mode 0600. */
export interface FlagsWriter {
  add(event: number, echo: EchoState): void;
  /** Takes the file away: what is in it holds no longer. */
  clear(): void;
  /** Writes all anew: `indices` has for each event its index before, undefined for one that was not there. */
  moved(indices: readonly (number | undefined)[]): void;
}

/** A file that is there is replaced. The recording counts more: where it cannot be written, it is left away. */
export function createFlagsWriter(castFile: string): FlagsWriter {
  const file = flagsFileOf(castFile);
  let flags = new Map<number, EchoState>();
  let isBroken = false;
  const attempt = (write: () => void): void => {
    if (isBroken) return;
    try {
      write();
    } catch {
      isBroken = true;
      rmSync(file, { force: true });
    }
  };
  const clear = (): void => attempt(() => rmSync(file, { force: true }));
  clear();
  return {
    add(event, echo) {
      flags.set(event, echo);
      attempt(() => appendFileSync(file, `${formatFlags(event, echo)}\n`, { mode: 0o600 }));
    },
    clear,
    moved(indices) {
      const moved = indices.flatMap((before, now) => {
        const echo = before === undefined ? undefined : flags.get(before);
        return echo === undefined ? [] : ([[now, echo]] as const);
      });
      flags = new Map(moved);
      const text = moved.map(([event, echo]) => `${formatFlags(event, echo)}\n`).join('');
      attempt(() => writeFileSync(file, text, { mode: 0o600 }));
    },
  };
}
