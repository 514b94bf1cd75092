import { createRequire } from 'node:module';

/**
 * node-pty's native half, without its JavaScript half, which reports the exit only once its read stream has closed
 * and loses the last output of a program that ends quickly (libuv issue 4992). The version is pinned in package.json;
 * test/terminal/host.test.ts holds this interface to what is written here.
 */
interface NativePty {
  fork(
    file: string,
    args: readonly string[],
    env: readonly string[],
    cwd: string,
    columns: number,
    rows: number,
    uid: number,
    gid: number,
    isUtf8: boolean,
    helperPath: string,
    onExit: (exitCode: number, signal: number) => void,
  ): { fd: number; pid: number; pty: string };
  resize(fd: number, columns: number, rows: number, widthPx: number, heightPx: number): void;
}

export interface ForkedProgram {
  /** The master side, non-blocking. */
  readonly masterFd: number;
  readonly pid: number;
  /** Path of the slave side. */
  readonly slavePath: string;
}

export interface ForkSpec {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly columns: number;
  readonly rows: number;
  /** `signal` is 0 when the program exited by itself. */
  readonly onExit: (exitCode: number, signal: number) => void;
}

let loaded: NativePty | undefined;

function native(): NativePty {
  const require = createRequire(import.meta.url);
  const { loadNativeModule } = require('node-pty/lib/utils.js') as {
    loadNativeModule: (name: string) => { module: NativePty };
  };
  return (loaded ??= loadNativeModule('pty').module);
}

/** Starts a program as the leader of a session on a new pseudo-terminal of that size. */
export function forkOnPty(spec: ForkSpec): ForkedProgram {
  const [file, ...args] = spec.argv;
  const env = Object.entries(spec.env).map(([name, value]) => `${name}=${value}`);
  const { columns, rows, cwd, onExit } = spec;
  const { fd, pid, pty } = native().fork(file, args, env, cwd, columns, rows, -1, -1, true, '', onExit);
  return { masterFd: fd, pid, slavePath: pty };
}

export function resizePty(masterFd: number, columns: number, rows: number): void {
  native().resize(masterFd, columns, rows, 0, 0);
}
