/** One thread as proc(5) shows it. */
export interface ThreadFacts {
  readonly id: number;
  /** `R` runs, `S` sleeps, `D` waits for a disk, `T` is stopped, `Z` is a zombie, … */
  readonly state: string;
  /** Changes whenever it ran, however shortly: its `schedstat` line, or the clock ticks used where there is none. */
  readonly ran: string;
  /** The line of `/proc/PID/task/TID/syscall`: a number and its arguments, or `running`; empty where it cannot be read. */
  readonly syscall: string;
}

/** One process as proc(5) shows it. */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  /** The controlling terminal, `/dev/pts/N`; undefined for none. */
  readonly terminal: string | undefined;
  /** Clock ticks from boot to its start. */
  readonly startedAt: number;
}

/** Where a process's descriptors lead, by number: `/dev/pts/3`, `pipe:[123]`, `socket:[456]`, … */
export type Links = ReadonlyMap<number, string>;

/** Reads /proc and the settings of terminals, of this machine or of a container. What has gone meanwhile, or may not be read, is absent or empty. */
export interface ProcReader {
  /** Those in `known` may be left out. */
  processes(known?: ReadonlySet<number>): Promise<readonly ProcessFacts[]>;
  threads(pids: readonly number[]): Promise<ReadonlyMap<number, readonly ThreadFacts[]>>;
  links(pids: readonly number[]): Promise<ReadonlyMap<number, Links>>;
  /** The text of `/proc/PID/fdinfo/FD`. */
  descriptorInfo(pid: number, fd: number): Promise<string>;
  /** A stretch of a process's memory, whole or undefined. */
  memory(pid: number, address: bigint, length: number): Promise<Uint8Array | undefined>;
  /** The text of `/proc/PID/net/unix`. */
  unixSockets(pid: number): Promise<string>;
  /** What `stty -a` prints of a terminal, `/dev/pts/N`. */
  terminalSettings(path: string): Promise<string>;
  /** As Node names it (`x64`, `arm64`) or as the kernel does (`x86_64`, `aarch64`). */
  architecture(): Promise<string>;
}

/** A process from its stat line (proc(5)); the command name may hold blanks and parentheses. */
export function parseStat(line: string): ProcessFacts | undefined {
  const end = line.lastIndexOf(')');
  const pid = Number.parseInt(line, 10);
  const fields = line.slice(end + 2).split(' ');
  if (end < 0 || !Number.isInteger(pid) || fields.length < 20) return undefined;
  return {
    pid,
    parent: Number(fields[1]),
    session: Number(fields[3]),
    terminal: ptsOf(Number(fields[4])),
    startedAt: Number(fields[19]),
  };
}

/** A thread from its three lines; undefined when it has ended. */
export function parseThread(stat: string, schedstat: string, syscall: string): ThreadFacts | undefined {
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  const [state] = fields;
  if (end < 0 || state === undefined || state === 'Z' || state === 'X') return undefined;
  const ticks = `${fields[11]} ${fields[12]}`;
  return { id: Number.parseInt(stat, 10), state, ran: schedstat || ticks, syscall };
}

/** Unix98 pseudo-terminals have the major numbers 136 to 143 (Linux, admin-guide/devices.txt). */
function ptsOf(device: number): string | undefined {
  const major = (device >> 8) & 0xfff;
  if (major < 136 || major > 143) return undefined;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  return `/dev/pts/${(major - 136) * 256 + minor}`;
}
