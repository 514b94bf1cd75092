import { Chalk, type ChalkInstance } from 'chalk';
import type { LayerReview, SomePaths } from '../events/layer.js';
import { formatMode, formatOwner, visibleName } from './changes.js';
import { formatSizeTree } from './size-tree.js';
import { fitPath } from './text.js';
import { formatBytes, formatCount } from './units.js';

export interface ReviewLook {
  readonly color: boolean;
  /** Lines are not longer; default 80. */
  readonly columns?: number;
}

const narrowest = 40;

/** What a layer holds, for a person: what weighs most, and what is seldom meant. Ended by a line feed. */
export function renderReview(review: LayerReview, { color, columns = 80 }: ReviewLook): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const blocks = blocksOf(review, Math.max(narrowest, columns)).filter(({ lines }) => lines.length > 0);
  const rendered = blocks.map((block) => renderBlock(block, chalk));
  return `${[[describeReview(review)], ...rendered].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** `220 MB: 1,204 added, 3 changed, 12 deleted; 88 directories` */
export function describeReview({
  sizeBytes,
  added,
  changed,
  deleted,
  directories,
  onlyCopied,
  missing,
}: LayerReview): string {
  const kinds: [number, string][] = [
    [added, 'added'],
    [changed, 'changed'],
    [deleted.count, 'deleted'],
    [onlyCopied.count, 'only copied'],
    [directories, directories === 1 ? 'directory' : 'directories'],
  ];
  const counts = kinds.flatMap(([count, word]) => (count === 0 ? [] : [`${formatCount(count)} ${word}`]));
  if (counts.length === 0) return 'nothing';
  return missing === undefined ? `${formatBytes(sizeBytes)}: ${counts.join(', ')}` : counts.join(', ');
}

interface Block {
  readonly title: string;
  readonly lines: readonly string[];
  /** Something seldom meant. */
  readonly isWarning?: boolean;
}

function blocksOf(review: LayerReview, columns: number): Block[] {
  const { deleted, onlyCopied, worldWritable, bySize, largest } = review;
  const some = (paths: SomePaths): string[] => formatSome(paths, columns);
  return [
    { title: 'size by directory', lines: formatSizeTree(bySize, columns) },
    { title: 'largest files', lines: largest.map((each) => sized(each.sizeBytes, each.path, columns)) },
    { title: 'deleted; the bytes of these stay in the base', lines: some(deleted) },
    {
      title: `only copied, ${formatBytes(onlyCopied.sizeBytes)}: opened for writing, or given the mode or owner they had`,
      lines: some(onlyCopied),
      isWarning: true,
    },
    { title: 'not owned by root', lines: formatOwners(review) },
    { title: 'setuid, setgid, capabilities', lines: formatPrivileged(review, columns), isWarning: true },
    { title: 'writable by everybody', lines: some(worldWritable), isWarning: true },
    { title: 'not looked at, or not in the layer', lines: formatUnknown(review) },
  ];
}

function renderBlock({ title, lines, isWarning = false }: Block, chalk: ChalkInstance): string[] {
  return [isWarning ? chalk.yellow(title) : chalk.bold(title), ...lines.map((line) => `  ${line}`)];
}

/** Two columns are the block's indent. */
const sized = (sizeBytes: number, path: string, columns: number): string =>
  `${formatBytes(sizeBytes).padStart(8)}  ${fitPath(visibleName(path), columns - 12)}`;

function formatSome({ count, paths }: SomePaths, columns: number): string[] {
  return [...paths.map((path) => fitPath(visibleName(path), columns - 2)), ...more(count - paths.length)];
}

const more = (count: number): string[] => (count > 0 ? [`… and ${formatCount(count)} more`] : []);

function formatOwners({ owners }: LayerReview): string[] {
  return owners.map((owner) => {
    const unknown = [owner.user === null && 'user', owner.group === null && 'group'].filter(
      (each) => each !== false,
    );
    const note = unknown.length === 0 ? '' : `, which is no ${unknown.join(' and no ')} of the image`;
    return `${formatOwner(owner)}${note}: ${formatCount(owner.count)} with ${formatBytes(owner.sizeBytes)}`;
  });
}

function formatPrivileged({ privileged: { count, files } }: LayerReview, columns: number): string[] {
  const lines = files.map(({ path, mode, capabilities, ...owner }) => {
    const head = `${formatMode(mode)} ${formatOwner(owner)}`;
    const tail = capabilities === undefined ? '' : `  ${capabilities}`;
    return `${head} ${fitPath(visibleName(path), columns - 3 - head.length - tail.length)}${tail}`;
  });
  return [...lines, ...more(count - files.length)];
}

function formatUnknown({ missing, hasCapabilities, mounts }: LayerReview): string[] {
  if (missing !== undefined) return [`sizes, modes and owners: the container has no \`${missing}\``];
  return [
    ...(hasCapabilities ? [] : ['file capabilities: the container has no `getcap`']),
    ...mounts.map((place) => `what lies in the volume ${visibleName(place)}`),
  ];
}
