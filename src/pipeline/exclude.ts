import { defaultExclude, pathTest } from '../audit/path-patterns.js';
import type { Container } from '../engine/engine.js';
import { UnattendError } from '../errors.js';

/** Each path that is no folder is deleted and told. */
const deleteAll = `xargs -0 sh -c '
for each; do
  if [ -d "$each" ] && [ ! -L "$each" ]; then continue; fi
  rm -f -- "$each" || exit 1
  printf "%s\\0" "$each"
done' unattend`;

/**
 * Deletes what the layer is not to have: files that the run added or changed and a pattern names. Folders stay, for programs
 * that log into them. Returns the paths.
 */
export async function exclude(container: Container, patterns: readonly string[]): Promise<readonly string[]> {
  const isExcluded = pathTest([...defaultExclude, ...patterns]);
  const changes = await container.changes();
  const paths = changes.filter(({ kind, path }) => kind !== 'deleted' && isExcluded(path));
  if (paths.length === 0) return [];
  const told: Uint8Array[] = [];
  const { exitCode, stderr } = await container.exec({
    argv: ['/bin/sh', '-c', deleteAll],
    user: '0:0',
    stdin: Buffer.from(paths.map(({ path }) => `${path}\0`).join('')),
    onOutput: (bytes, stream) => stream === 'stdout' && told.push(Uint8Array.from(bytes)),
  });
  if (exitCode !== 0) {
    const doing = 'delete what the layer is not to have';
    throw new UnattendError('ENGINE_FAILED', { doing, reason: Buffer.from(stderr).toString().trim() });
  }
  return Buffer.concat(told).toString().split('\0').slice(0, -1).sort();
}
