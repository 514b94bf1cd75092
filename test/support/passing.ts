import { expect } from 'vitest';
import type { Sandbox } from './sandbox.js';

/** Runs a session that must end well, and quietly. */
export async function runPassing(box: Sandbox, lines: string, ...args: readonly string[]): Promise<void> {
  await box.session(lines);
  const { exitCode, stdout, stderr } = await box.run(['--quiet', 'run', 'a.yaml', ...args]);
  expect({ exitCode, stdout, stderr: box.plain(stderr) }).toEqual({ exitCode: 0, stdout: '', stderr: '' });
}
