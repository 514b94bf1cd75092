import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of a session on this host that still run: those whose session id (proc(5), stat field 6) is the leader's. */
export function processesOfSession(leader: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => sessionOf(pid) === leader);
}

function sessionOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command name may hold blanks and parentheses: fields count from behind its last parenthesis.
    const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : Number(session);
  } catch {
    return undefined; // it ended while we looked
  }
}

/** Sends a signal to each process and returns those that may not be signalled; those that are gone already are passed over. */
export function signalAll(pids: readonly number[], signalName: NodeJS.Signals): readonly number[] {
  return pids.filter((pid) => {
    try {
      process.kill(pid, signalName);
      return false;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ESRCH' && code !== 'EPERM') throw error;
      return code === 'EPERM';
    }
  });
}
