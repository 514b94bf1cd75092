import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** A machine with more to do is used for something else than installing. */
const most = 10;

/** As long as no more programs want each core, none waits for the others long enough to matter: a few milliseconds. */
const harmless = 2;

/**
 * How many times longer than on a machine of its own a program may take to go on, from 1 to 10: half as many as there are programs
 * that want each core of this machine now or did so in the last minute. 1 where the system does not tell (proc_loadavg(5)).
 */
export function slowdownNow(): number {
  try {
    return slowdownIn(readFileSync('/proc/loadavg', 'latin1'), availableParallelism());
  } catch {
    return 1;
  }
}

/** Its first number is the mean of the last minute, its fourth word how many run now, ourselves among them, and how many there are. */
export function slowdownIn(loadavg: string, cores: number): number {
  const [mean = '', , , now = ''] = loadavg.split(' ');
  const wanting = Math.max(Number.parseFloat(mean) || 0, (Number.parseInt(now, 10) || 1) - 1);
  return Math.min(most, Math.max(1, wanting / cores / harmless));
}
