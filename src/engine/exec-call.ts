import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TerminalSize } from '../terminal/terminal.js';
import type { Client } from './client.js';
import { toEnvList } from './image-config.js';

/** A command as the engine's exec takes it; `size` makes it one with a terminal. */
export interface ExecCall {
  readonly containerId: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly user?: string | undefined;
  readonly cwd?: string | undefined;
  /** Without it stdin is /dev/null. */
  readonly hasStdin?: boolean;
  readonly size?: TerminalSize;
}

export interface StartedExec {
  readonly id: string;
  /** Raw bytes of a terminal, else multiplexed output. */
  readonly stream: Duplex;
}

/**
 * The engine's default, ctrl-p,ctrl-q, holds back a lone ctrl-p, and it insists on having some sequence: this one starts
 * with a key that installers do not ask for.
 */
const DETACH_KEYS = 'ctrl-^,ctrl-_,ctrl-^,ctrl-_';

/** Creates and starts an exec; when `abortSignal` aborts first, the engine is not waited for any more. */
export async function startExec(
  client: Client,
  call: ExecCall,
  abortSignal?: AbortSignal,
): Promise<StartedExec> {
  const { containerId, argv, env, user, cwd, size, hasStdin = false } = call;
  const hasTerminal = size !== undefined;
  const exec = await client.getContainer(containerId).exec({
    AttachStdin: hasTerminal || hasStdin,
    AttachStdout: true,
    AttachStderr: true,
    Tty: hasTerminal,
    Cmd: [...argv],
    ...(env && { Env: toEnvList(env) }),
    ...(user !== undefined && { User: user }),
    ...(cwd !== undefined && { WorkingDir: cwd }),
    ...(abortSignal && { abortSignal }),
    // ConsoleSize is ignored below API 1.42, where the launcher's stty does it alone.
    ...(size && { ConsoleSize: [size.rows, size.columns], DetachKeys: DETACH_KEYS }),
  });
  const stream = await exec.start({
    hijack: true,
    stdin: true,
    Tty: hasTerminal,
    ...(abortSignal && { abortSignal }),
  });
  // The agent's timer for idle connections: on this one it means nothing, and every piece and every answer would wind it up again.
  (stream as Partial<Socket>).setTimeout?.(0);
  return { id: exec.id, stream };
}
