import type { RunSummary } from '../events.js';
import { cleanLine } from './text.js';
import { formatCount } from './units.js';

type Change = NonNullable<RunSummary['changes']>[number];

const signs = { added: '+', changed: '~', deleted: '-' } as const;
const kinds = ['added', 'changed', 'deleted'] as const;

/**
 * What a layer would hold, by directory: `/opt/acme`, `/usr/share`, two levels deep. Of each at most `perDirectory`
 * paths are listed, changed and deleted ones first: they are few and tell most.
 */
export function formatChanges(changes: readonly Change[], perDirectory = 5): string[] {
  const byDirectory = new Map<string, Change[]>();
  for (const change of changes) {
    const directory = directoryOf(change.path);
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), change]);
  }
  const directories = [...byDirectory].sort(([one], [other]) => compare(one, other));
  return directories.flatMap(([directory, inside]) => [
    `${cleanLine(directory)}: ${countKinds(inside)}`,
    ...[...inside].sort(byInterest).slice(0, perDirectory).map(formatChange),
    ...(inside.length > perDirectory ? [`  … and ${formatCount(inside.length - perDirectory)} more`] : []),
  ]);
}

/** `1,200 added, 3 changed` */
export function countKinds(changes: readonly Change[]): string {
  return kinds
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${formatCount(count)} ${kind}`)
    .join(', ');
}

const formatChange = ({ path, kind }: Change): string => `  ${signs[kind]} ${cleanLine(path)}`;

const directoryOf = (path: string): string => `/${path.split('/').slice(1, -1).slice(0, 2).join('/')}`;

const byInterest = (one: Change, other: Change): number =>
  kinds.indexOf(other.kind) - kinds.indexOf(one.kind) || compare(one.path, other.path);

/** By code unit: the same order on every machine. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
