import { spawn } from 'node:child_process';
import { RunningTime } from '../running-time.js';
import { describeCompletion } from '../session/exit.js';
import { openHostTerminal } from '../terminal/host.js';
import type { Completion } from '../terminal/terminal.js';
import {
  type CommandResult,
  type CommandSpec,
  defaultLang,
  defaultPath,
  type Workplace,
  programEnv,
  umaskScript,
} from './workplace.js';
import { Tail } from '../engine/tail.js';

/** How long output is still read after the command has ended. */
const drainMs = 2000;
/** The last part of each stream that is kept: enough for a message, and for what `save` and `expect` look at. */
const tailBytes = 64 * 1024;
const textOf = (tail: Tail): string => Buffer.from(tail.bytes()).toString('utf8');

/** This machine. `hostEnv` is what is let through of the caller's environment. */
export function hostWorkplace(options: {
  readonly hostEnv: Readonly<Record<string, string>>;
  readonly cwd: string;
}): Workplace {
  const env = { ...options.hostEnv, LANG: defaultLang, ...programEnv };
  return {
    isContainer: false,
    user: String(process.getuid?.() ?? 0),
    path: options.hostEnv['PATH'] ?? defaultPath,
    runCommand: (spec) => runOnHost({ ...spec, cwd: spec.cwd ?? options.cwd, env: { ...env, ...spec.env } }),
    openTerminal: (spec) =>
      Promise.resolve(
        openHostTerminal({ ...spec, cwd: spec.cwd ?? options.cwd, env: { ...env, ...spec.env } }),
      ),
  };
}

async function runOnHost(spec: CommandSpec): Promise<CommandResult> {
  spec.cancelSignal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', umaskScript, 'sh', ...spec.argv], {
      cwd: spec.cwd,
      env: spec.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group of its own, so that all it started can be ended
    });
    const killGroup = (): void => {
      if (child.pid !== undefined) killProcessGroup(child.pid);
    };
    let drain: NodeJS.Timeout | undefined;
    let isTimedOut = false;
    const time = spec.timeoutMs === undefined ? undefined : new RunningTime();
    // Timers go before what else has come: an end that is there and was not told yet is seen first.
    const callOff = time?.after(spec.timeoutMs ?? Infinity, () =>
      setImmediate(() => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        isTimedOut = true;
        killGroup();
      }),
    );
    spec.cancelSignal?.addEventListener('abort', killGroup);
    const [stdout, stderr] = [new Tail(tailBytes), new Tail(tailBytes)];
    const listen = (tail: Tail, stream: 'stdout' | 'stderr') => (bytes: Buffer) => {
      tail.push(bytes);
      spec.onOutput?.(bytes, stream);
    };
    child.stdout.on('data', listen(stdout, 'stdout'));
    child.stderr.on('data', listen(stderr, 'stderr'));
    child.on('error', reject);
    // What the command left running may hold its output open; the command itself is over.
    child.on('exit', () => {
      drain = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, drainMs);
    });
    child.on('close', (code, signalName) => {
      callOff?.();
      time?.[Symbol.dispose]();
      clearTimeout(drain);
      spec.cancelSignal?.removeEventListener('abort', killGroup);
      if (spec.cancelSignal?.aborted === true) {
        reject(spec.cancelSignal.reason as Error);
        return;
      }
      const completion: Completion =
        code === null
          ? { kind: 'signal', signalName: signalName ?? 'SIGKILL' }
          : { kind: 'exit', exitCode: code };
      resolve({
        status: describeCompletion(completion),
        ...(code === null ? {} : { exitCode: code }),
        isTimedOut,
        stdout: textOf(stdout),
        stderr: textOf(stderr),
      });
    });
  });
}

/** All of a group, also when its leader has gone; what belongs to another user is not ours to end. */
function killProcessGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
