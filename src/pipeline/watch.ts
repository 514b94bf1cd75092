import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Starts the detached watcher that sweeps after this process if it dies without closing the ledger.
 * Returns how to let it go once the ledger is closed.
 */
export function startWatcher(ledgerFile: string): () => void {
  const program = fileURLToPath(new URL('./watcher.js', import.meta.url));
  const watcher = spawn(process.execPath, [program, ledgerFile], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: reachingEngine(),
    cwd: '/',
  });
  watcher.on('error', () => undefined); // no watcher is no reason to fail; the dead-man's switch still holds
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  (watcher.stdin as unknown as { unref?: () => void }).unref?.();
  return () => watcher.stdin.destroy();
}

/** How an engine over TLS is reached: no secret. The watcher works in another directory, so folders get their whole paths. */
function reachingEngine(): NodeJS.ProcessEnv {
  const folders = ['DOCKER_CERT_PATH', 'DOCKER_CONFIG', 'HOME'];
  const variables = ['DOCKER_TLS_VERIFY', ...folders].flatMap((name) => {
    const value = process.env[name];
    // Empty is as good as not set.
    if (value === undefined || value === '') return [];
    return [[name, folders.includes(name) ? resolve(value) : value]];
  });
  return Object.fromEntries(variables) as NodeJS.ProcessEnv;
}
