import { type Links, parseThread, type ThreadFacts } from '../terminal/proc-reader.js';

/** What stands before the threads of each process: the contents of /proc/sys/kernel/ostype. */
const divider = 'Linux';

/** The threads of those processes, from the lines the script answers; what could not be read is missing in between. */
export function threadsIn(
  lines: readonly string[],
  pids: readonly number[],
): ReadonlyMap<number, readonly ThreadFacts[]> {
  const found = new Map<number, ThreadFacts[]>();
  let at = -1;
  let thread = { stat: '', schedstat: '', syscall: '' };
  const end = (): void => {
    const pid = pids[at];
    const facts = parseThread(thread.stat, thread.schedstat, thread.syscall);
    if (pid !== undefined && facts !== undefined) found.set(pid, [...(found.get(pid) ?? []), facts]);
    thread = { stat: '', schedstat: '', syscall: '' };
  };
  for (const line of lines) {
    if (line === divider) {
      end();
      at++;
    } else if (/^\d+ \(/.test(line)) {
      end();
      thread.stat = line;
    } else if (/^\d+ \d+ \d+$/.test(line)) thread.schedstat = line;
    else if (/^(?:running|-?\d+ 0x.*)$/.test(line)) thread.syscall = line;
  }
  end();
  return found;
}

/** Descriptors by process, from `ls -ln /proc/PID/fd ...`. */
export function linksIn(lines: readonly string[]): ReadonlyMap<number, Links> {
  const found = new Map<number, Map<number, string>>();
  let current = new Map<number, string>();
  for (const line of lines) {
    const [, pid] = /^\/proc\/(\d+)\/fd:$/.exec(line) ?? [];
    const [, fd, target] = /^l.* (\d+) -> (.*)$/.exec(line) ?? [];
    if (pid !== undefined) found.set(Number(pid), (current = new Map<number, string>()));
    else if (fd !== undefined && target !== undefined) current.set(Number(fd), target);
  }
  return found;
}

/** `UID:GID` by process, from their status files (proc(5)); absent where the real, the effective and the saved one differ. */
export function ownersIn(lines: readonly string[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let pid = NaN;
  let uid: string | undefined;
  for (const line of lines) {
    const [name, ...fields] = line.split(/\s+/);
    const [id = ''] = fields;
    const isOne = fields[1] === id && fields[2] === id;
    if (name === 'Pid:') pid = Number(id);
    else if (name === 'Uid:') uid = isOne ? id : undefined;
    else if (name === 'Gid:' && isOne && uid !== undefined) found.set(pid, `${uid}:${id}`);
  }
  return found;
}
