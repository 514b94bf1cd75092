/** One value of a parsed script with its place: our own small tree, so nothing behind it knows the YAML library. */
export interface SourceNode {
  readonly kind: 'scalar' | 'map' | 'list';
  readonly style: 'plain' | 'quoted' | 'block' | 'flow';
  /** Whether it stands between braces or brackets. */
  readonly isInFlow: boolean;
  /** Offsets of the value; equal when nothing is written. */
  readonly start: number;
  readonly end: number;
  /** Of a scalar: its text, for a plain one the characters of the source; null for an empty or null value. */
  readonly text: string | null;
  /** Of a map, in the order of the file. */
  readonly entries: ReadonlyMap<string, SourceNode>;
  /** Of a list. */
  readonly items: readonly SourceNode[];
  /** The key this value stands behind. */
  readonly key?: { readonly text: string; readonly start: number; readonly end: number };
}

/** What zod validates: text, null, arrays and objects. */
export type Plain = string | null | Plain[] | { [key: string]: Plain };

export function toPlain(node: SourceNode): Plain {
  switch (node.kind) {
    case 'scalar':
      return node.text;
    case 'list':
      return node.items.map(toPlain);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, value]) => [key, toPlain(value)]));
  }
}

/** Where a finding about a value points: the value, or its key when nothing is written. */
export function anchorOf(node: SourceNode): number {
  return node.start === node.end && node.key !== undefined ? node.key.start : node.start;
}

/** What a person would call the value: its key, or the list entry it is. */
export function nameOf(node: SourceNode): string {
  return node.key === undefined ? 'this entry' : `\`${node.key.text}\``;
}

export function nodeAt(root: SourceNode, path: readonly PropertyKey[]): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const step of path)
    node = typeof step === 'number' ? node?.items[step] : node?.entries.get(String(step));
  return node;
}
