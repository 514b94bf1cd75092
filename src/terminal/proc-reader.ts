/** One thread as proc(5) shows it. */
export interface ThreadFacts {
  /** `R` runs, `S` sleeps, `D` waits for a disk, `T` is stopped, `Z` is a zombie, … */
  readonly state: string;
  /** The line of `/proc/PID/task/TID/syscall`: a number and its arguments, or `running`; empty where it cannot be read. */
  readonly syscall: string;
}

/** One process as proc(5) shows it. */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly session: number;
  /** The controlling terminal, `/dev/pts/N`; undefined for none. */
  readonly terminal: string | undefined;
  /** Processor time used so far, in clock ticks. */
  readonly ticks: number;
  readonly threads: readonly ThreadFacts[];
}

/** Reads /proc, of this machine or of a container. What has gone meanwhile is undefined or empty. */
export interface ProcReader {
  processes(): Promise<readonly ProcessFacts[]>;
  /** Where a descriptor leads: `/dev/pts/3`, `pipe:[123]`, … */
  link(pid: number, fd: number): Promise<string | undefined>;
  /** A stretch of a process's memory; undefined where it may not be read. */
  memory(pid: number, address: bigint, length: number): Promise<Uint8Array | undefined>;
  /** The descriptors an epoll descriptor watches. */
  epollTargets(pid: number, fd: number): Promise<readonly number[]>;
}

/** A process from its stat line (proc(5)); the command name may hold blanks and parentheses. */
export function parseStat(line: string, threads: readonly ThreadFacts[]): ProcessFacts | undefined {
  const end = line.lastIndexOf(')');
  const pid = Number.parseInt(line, 10);
  const fields = line.slice(end + 2).split(' ');
  const [state, parent, , session, terminal] = fields;
  if (end < 0 || !Number.isInteger(pid) || state === undefined) return undefined;
  return {
    pid,
    parent: Number(parent),
    state,
    session: Number(session),
    terminal: ptsOf(Number(terminal)),
    ticks: Number(fields[11]) + Number(fields[12]),
    threads,
  };
}

/** The state letter of a stat line. */
export function stateOf(line: string): string {
  return line.charAt(line.lastIndexOf(')') + 2);
}

/** Unix98 pseudo-terminals have the major numbers 136 to 143 (Linux, admin-guide/devices.txt). */
function ptsOf(device: number): string | undefined {
  const major = (device >> 8) & 0xfff;
  if (major < 136 || major > 143) return undefined;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  return `/dev/pts/${(major - 136) * 256 + minor}`;
}
