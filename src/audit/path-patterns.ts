import picomatch from 'picomatch';

/** Whether a path of the image is meant. */
export type PathTest = (path: string) => boolean;

/** What no image needs and installers leave: package lists and archives, logs, histories of shells. */
export const defaultExclude: readonly string[] = [
  '/var/lib/apt/lists/**',
  '/var/cache/apt/**',
  '/var/cache/{dnf,yum,apk}/**',
  '/var/log/**',
  '/{root,home/*}/.{bash,ash,sh,zsh,python,node_repl,mysql,psql}_history',
  '/{,var/}run/sudo/ts/**',
  '/var/{lib,db}/sudo/{ts,lectured}/**',
  '/{root,home/*}/.{lesshst,viminfo,wget-hsts}',
];

/**
 * Patterns as in a .dockerignore file: `*` within a name, `**` across folders, one that begins with `!` takes paths out
 * again, the last one that fits decides. A folder means all that is in it.
 */
export function pathTest(patterns: readonly string[]): PathTest {
  const rules = patterns.map((pattern) => {
    const isIncluded = !pattern.startsWith('!');
    const glob = (isIncluded ? pattern : pattern.slice(1)).replace(/\/+$/, '');
    return { isIncluded, test: picomatch([glob, `${glob}/**`], { dot: true, nonegate: true, flags: 's' }) };
  });
  return (path) => rules.findLast(({ test }) => test(path))?.isIncluded ?? false;
}
