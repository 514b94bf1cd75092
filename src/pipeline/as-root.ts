import type { Container } from '../engine/engine.js';
import { UnattendError } from '../errors.js';

/** Runs shell lines of ours as root, `$1`, `$2`, … the arguments. What they print; throws ENGINE_FAILED with what they said on stderr. */
export async function asRoot(
  container: Container,
  script: string,
  args: readonly string[],
  doing: string,
): Promise<string> {
  const result = await container.exec({ argv: ['/bin/sh', '-c', script, 'sh', ...args], user: '0' });
  if (result.exitCode === 0) return Buffer.from(result.stdout).toString();
  const reason = Buffer.from(result.stderr).toString('utf8').trim() || `exit code ${result.exitCode}`;
  throw new UnattendError('ENGINE_FAILED', { doing, reason });
}
