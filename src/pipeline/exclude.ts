import { defaultExclude, pathTest } from '../audit/path-patterns.js';
import type { Container } from '../engine/engine.js';
import { UnattendError } from '../errors.js';
import { optional } from './step-context.js';

/** `$1` whether links go too; each further path that is there and no folder is deleted and told. */
const deleteAll = `links=$1; shift
for each; do
  if [ -L "$each" ]; then [ "$links" = yes ] || continue
  elif [ -d "$each" ] || [ ! -e "$each" ]; then continue; fi
  rm -f -- "$each" || exit 1
  printf "%s\\0" "$each"
done`;

/** Their names are one argument list, which the kernel limits to 128 kB each and 2 MB in all (execve(2)). */
const pathsAtOnce = 200;

export interface Excluded {
  /** The paths that were deleted. */
  readonly deleted: readonly string[];
  /** In how many paths the container differed from its image before that, by the engine's list. */
  readonly changeCount: number;
}

/**
 * Deletes what the layer is not to have: files that the run added or changed and a pattern names. Folders stay, for programs
 * that log into them, and so do links unless the script names them.
 */
export async function exclude(
  container: Container,
  patterns: readonly string[],
  cancelSignal?: AbortSignal,
): Promise<Excluded> {
  const isExcluded = pathTest([...defaultExclude, ...patterns]);
  const isNamed = pathTest(patterns);
  const changes = await container.changes(cancelSignal);
  const paths = changes.flatMap(({ kind, path }) => (kind !== 'deleted' && isExcluded(path) ? [path] : []));
  // A link is no log: images have /var/log/nginx/access.log name /dev/stdout.
  const lists = [
    ...batches(
      'no',
      paths.filter((path) => !isNamed(path)),
    ),
    ...batches('yes', paths.filter(isNamed)),
  ];
  const told: Uint8Array[] = [];
  for (const list of lists) {
    const { exitCode, stderr } = await container.exec({
      argv: ['/bin/sh', '-c', deleteAll, 'unattend', ...list],
      user: '0:0',
      onOutput: (bytes, stream) => stream === 'stdout' && told.push(Uint8Array.from(bytes)),
      ...optional('cancelSignal', cancelSignal),
    });
    if (exitCode !== 0) {
      const doing = 'delete what the layer is not to have';
      throw new UnattendError('ENGINE_FAILED', { doing, reason: Buffer.from(stderr).toString().trim() });
    }
  }
  const deleted = Buffer.concat(told).toString().split('\0').slice(0, -1).sort();
  return { deleted, changeCount: changes.length };
}

function batches(links: string, paths: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(paths.length / pathsAtOnce) }, (_, at) => [
    links,
    ...paths.slice(at * pathsAtOnce, (at + 1) * pathsAtOnce),
  ]);
}
