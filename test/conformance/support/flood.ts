import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { patience } from './patience.js';
import { argvOf, type Stage } from './stage.js';

const client = fileURLToPath(new URL('../../../fixtures/flood/client.mjs', import.meta.url));

/**
 * Expects ten patterns of a program that writes 25 MB; returns which came, how much came, and how much memory it took. In a process
 * of its own, as a user's: how far V8 lets the young generation grow in that of the tests depends on what ran there before.
 */
export async function floodOf({
  containerId = '-',
}: Stage): Promise<{ readonly index: number; readonly bytes: number; readonly growth: number }> {
  const argv = [client, String(100_000 * patience), containerId, ...(await argvOf('flood.sh', []))];
  const { stdout } = await promisify(execFile)(process.execPath, argv, { timeout: 110_000 * patience });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof floodOf>>;
}
