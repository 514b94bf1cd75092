import type { Finding } from './finding.js';
import type { SourceNode } from './node.js';

/** The tree without what the findings are about, so that what is left can still be checked; undefined when nothing is. */
export function prune(root: SourceNode, found: readonly Finding[]): SourceNode | undefined {
  const doomed = found.map((each) => (each.kind === 'unknown' ? [...each.path, each.key] : each.path));
  return without(
    root,
    doomed.map((path) => path.map(String)),
  );
}

function without(node: SourceNode, paths: readonly (readonly string[])[]): SourceNode | undefined {
  if (paths.length === 0) return node;
  if (paths.some((path) => path.length === 0)) return undefined;
  const below = (step: string) => paths.filter(([first]) => first === step).map(([, ...rest]) => rest);
  const items = node.items
    .map((item, index) => without(item, below(String(index))))
    .filter((item) => item !== undefined);
  const entries = new Map<string, SourceNode>();
  for (const [key, value] of node.entries) {
    const kept = without(value, below(key));
    if (kept !== undefined) entries.set(key, kept);
  }
  return { ...node, items, entries };
}
