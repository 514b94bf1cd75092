/** Calls that wait for somebody or for a time; their arguments say which. */
const restingCalls = ['child', 'signal', 'signal-or-time', 'futex'] as const;

export type RestingCall = (typeof restingCalls)[number];

/** Calls that wait for a descriptor. */
export type WatchingCall = 'read' | 'write' | 'poll' | 'ppoll' | 'select' | 'epoll_wait' | 'epoll_pwait2';

type CallName = RestingCall | WatchingCall;

export function isRestingCall(name: CallName): name is RestingCall {
  return restingCalls.some((each) => each === name);
}

/** Where a thread is, by its line of `/proc/PID/task/TID/syscall`. */
export type Where =
  | { readonly kind: 'running' }
  | { readonly kind: 'call'; readonly name: CallName; readonly args: readonly bigint[] }
  /** In the kernel, for something else. */
  | { readonly kind: 'elsewhere' }
  /** The line may not be read, or its numbers have no meaning known to us. */
  | { readonly kind: 'hidden' };

type Numbers = Readonly<Record<number, CallName | 'restart'>>;

/** Linux, arch/x86/entry/syscalls/syscall_64.tbl. */
const x64: Numbers = {
  0: 'read',
  1: 'write',
  7: 'poll',
  19: 'read',
  20: 'write',
  23: 'select',
  34: 'signal',
  61: 'child',
  128: 'signal-or-time',
  130: 'signal',
  202: 'futex',
  219: 'restart',
  232: 'epoll_wait',
  247: 'child',
  270: 'select',
  271: 'ppoll',
  281: 'epoll_wait',
  441: 'epoll_pwait2',
};

/** Linux, include/uapi/asm-generic/unistd.h. */
const arm64: Numbers = {
  22: 'epoll_wait',
  63: 'read',
  64: 'write',
  65: 'read',
  66: 'write',
  72: 'select',
  73: 'ppoll',
  95: 'child',
  98: 'futex',
  128: 'restart',
  133: 'signal',
  137: 'signal-or-time',
  260: 'child',
  441: 'epoll_pwait2',
};

const tables = new Map([
  ['x64', x64],
  ['x86_64', x64],
  ['arm64', arm64],
  ['aarch64', arm64],
]);

/** Below it lie only the stacks of 32-bit programs, whose call numbers are others (i386's 7 is waitpid, x86-64's poll). */
const lowestWideStack = 1n << 32n;

/** Reads a syscall line: `NUMBER ARGUMENT*6 STACK PROGRAM-COUNTER`, `-1 STACK PROGRAM-COUNTER`, or `running` (proc(5)). */
export function whereIs(line: string, architecture: string): Where {
  if (line === 'running') return { kind: 'running' };
  const table = tables.get(architecture);
  const words = line.split(' ');
  if (table === undefined || words.length < 3) return { kind: 'hidden' };
  const [number, ...rest] = words.map(BigInt);
  if (number === -1n) return { kind: 'elsewhere' };
  if ((rest[6] ?? 0n) < lowestWideStack) return { kind: 'hidden' };
  const name = table[Number(number)];
  // A call taken up again after a stop: which one is not said.
  if (name === 'restart') return { kind: 'hidden' };
  return name === undefined ? { kind: 'elsewhere' } : { kind: 'call', name, args: rest.slice(0, 6) };
}
