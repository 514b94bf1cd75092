import type { SizedPath } from '../events/layer.js';
import { visibleName } from './changes.js';
import { fitPath } from './text.js';
import { formatBytes } from './units.js';

/** Lines a person takes in at a glance. */
const mostLines = 15;
/** A directory of which nearly all lies in one other is not named for itself. */
const nearlyAll = 0.97;

interface Node extends SizedPath {
  readonly children: Node[];
}

/** Directories by size, the largest first, each below the one it lies in: `  220 MB  /opt/acme`, `   180 MB    lib`. */
export function formatSizeTree(directories: readonly SizedPath[], columns: number): string[] {
  const roots: Node[] = [];
  const nodes = new Map<string, Node>();
  for (const each of directories) {
    const node = { ...each, children: [] };
    nodes.set(each.path, node);
    (nodes.get(parentOf(each.path))?.children ?? roots).push(node);
  }
  const lines: { readonly sizeBytes: number; readonly text: string }[] = [];
  const draw = (node: Node, base: string, depth: number): void => {
    const [only] = node.children;
    if (only !== undefined && only.sizeBytes >= node.sizeBytes * nearlyAll) {
      draw(only, base, depth);
      return;
    }
    const name = `${'  '.repeat(depth)}${visibleName(node.path.slice(base.length))}`;
    const text = `${formatBytes(node.sizeBytes).padStart(8)}  ${fitPath(name, columns - 12)}`;
    lines.push({ sizeBytes: node.sizeBytes, text });
    for (const child of node.children) draw(child, `${node.path}/`, depth + 1);
  };
  for (const root of roots) draw(root, '', 0);
  const smallest =
    lines.map(({ sizeBytes }) => sizeBytes).sort((one, other) => other - one)[mostLines - 1] ?? 0;
  return lines.filter(({ sizeBytes }) => sizeBytes >= smallest).map(({ text }) => text);
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
