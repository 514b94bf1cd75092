import { archiveProblem, shown } from './problem.js';

/**
 * The components of a member's path below the directory it is unpacked to; none for that directory itself, `undefined` when
 * it has no more than `strip` of them. Components are counted as `tar --strip-components` does: the `.` of `./name` is one.
 * @throws InputProblem for a path that is absolute, goes up, or cannot be a path.
 */
export function memberPath(name: string, strip: number): readonly string[] | undefined {
  checkText(name);
  if (name.startsWith('/')) throw archiveProblem(`its member ${shown(name)} has an absolute path`);
  const components = name.split('/').filter((component) => component !== '');
  if (components.includes('..')) throw archiveProblem(`its member ${shown(name)} has ".." in its path`);
  if (components.length <= strip) return undefined;
  return components.slice(strip).filter((component) => component !== '.');
}

function checkText(name: string): void {
  if (name === '') throw archiveProblem('it has a member without a name');
  if (name.includes('\0')) throw archiveProblem(`its member ${shown(name)} has a NUL in its path`);
  // What decoding puts in place of bytes that are no UTF-8: the real name is lost.
  if (name.includes('\uFFFD')) throw archiveProblem(`the path of its member ${shown(name)} is not UTF-8`);
}
