import type { Client } from './client.js';
import { Demultiplexer } from './demux.js';
import { startExec } from './exec-call.js';
import { endOfExec } from './exec-end.js';
import { engineCall } from './failure.js';
import { drain } from './drain.js';

export interface ScriptResult {
  readonly exitCode: number;
  /** Stdout and stderr as they came. */
  readonly output: string;
}

/** Runs a small script of ours as root in a container. */
export function runRootScript(
  client: Client,
  containerId: string,
  script: string,
  args: readonly string[] = [],
): Promise<ScriptResult> {
  const doing = 'run a command in the container';
  return engineCall({ client, doing }, async () => {
    const argv = ['/bin/sh', '-c', script, 'unattend', ...args];
    const exec = await startExec(client, { containerId, argv, user: '0:0' });
    const chunks: Uint8Array[] = [];
    const demultiplexer = new Demultiplexer((bytes) => chunks.push(bytes));
    const drained = drain(exec.stream, (bytes) => demultiplexer.push(bytes));
    return {
      exitCode: await endOfExec(client, exec, { doing, drained }),
      output: Buffer.concat(chunks).toString().trim(),
    };
  });
}
