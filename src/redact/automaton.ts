/**
 * An Aho-Corasick automaton over bytes: one step a byte, linear in the text whatever the needles are. States are numbers, the
 * root is 0. The ways of all states lie in one hash table, so that keys of many lines in all their forms (some 100,000
 * states) take a few MB; dense rows would take 256 entries a state.
 */
export interface Automaton {
  next(state: number, byte: number): number;
  /** State to the length of the longest needle that ends here, or 0. */
  readonly matched: Int32Array;
  /** State to how many of the last bytes are the beginning of a needle that is not whole yet. */
  readonly pending: Int32Array;
}

/** Knows these needles; none is empty. */
export function createAutomaton(needles: readonly Uint8Array[]): Automaton {
  const { nodes, ways } = createTrie(needles);
  const { count, parent, byte, depth, matched, hasWays } = nodes;
  const pending = new Int32Array(count);
  /** The state of the longest end of a state's bytes that is a beginning of a needle. */
  const fallback = new Int32Array(count);

  function next(state: number, given: number): number {
    for (let from = state; ; from = fallback[from] ?? 0) {
      const found = ways.get(from, given);
      if (found > 0 || from === 0) return found;
    }
  }

  // A fallback is always less deep than its state.
  for (const node of byDepth(depth)) {
    if (node === 0) continue;
    const above = parent[node] ?? 0;
    const shorter = above === 0 ? 0 : next(fallback[above] ?? 0, byte[node] ?? 0);
    fallback[node] = shorter;
    if (matched[node] === 0) matched[node] = matched[shorter] ?? 0;
    pending[node] = (hasWays[node] === 1 ? depth[node] : pending[shorter]) ?? 0;
  }
  return { next, matched, pending };
}

/** The nodes of a trie, one array a field. */
interface Nodes {
  readonly count: number;
  readonly parent: Int32Array;
  /** The byte that leads to a node. */
  readonly byte: Uint8Array;
  readonly depth: Int32Array;
  /** Length of the needle that ends in a node, or 0. */
  readonly matched: Int32Array;
  readonly hasWays: Uint8Array;
}

function createTrie(needles: readonly Uint8Array[]): { readonly nodes: Nodes; readonly ways: Ways } {
  const atMost = needles.reduce((sum, { length }) => sum + length, 1);
  const ways = createWays(atMost);
  const parent = new Int32Array(atMost);
  const byte = new Uint8Array(atMost);
  const depth = new Int32Array(atMost);
  const matched = new Int32Array(atMost);
  const hasWays = new Uint8Array(atMost);
  let count = 1;
  for (const needle of needles) {
    let node = 0;
    for (const given of needle) {
      let below = ways.get(node, given);
      if (below === 0) {
        below = count++;
        ways.set(node, given, below);
        hasWays[node] = 1;
        parent[below] = node;
        byte[below] = given;
        depth[below] = (depth[node] ?? 0) + 1;
      }
      node = below;
    }
    matched[node] = needle.length;
  }
  const nodes = { count, parent, byte, depth: depth.subarray(0, count), matched, hasWays };
  return { nodes, ways };
}

/** The nodes from the root down, level by level. */
function byDepth(depth: Int32Array): Int32Array {
  const starts = new Int32Array(depth.length + 1);
  for (const each of depth) starts[each + 1] = (starts[each + 1] ?? 0) + 1;
  for (let level = 1; level < starts.length; level++)
    starts[level] = (starts[level] ?? 0) + (starts[level - 1] ?? 0);
  const order = new Int32Array(depth.length);
  for (let node = 0; node < depth.length; node++) {
    const level = depth[node] ?? 0;
    const at = starts[level] ?? 0;
    order[at] = node;
    starts[level] = at + 1;
  }
  return order;
}

/** From a state and a byte to the state below it; 0 is none. */
interface Ways {
  get(state: number, byte: number): number;
  set(state: number, byte: number, below: number): void;
}

/** Open addressing, at most half full. A key is never 0 but for the root and the byte 0, with which no needle begins. */
function createWays(atMost: number): Ways {
  const size = 2 ** Math.ceil(Math.log2(2 * atMost + 2));
  const mask = size - 1;
  const keys = new Int32Array(size);
  const values = new Int32Array(size);
  const slotOf = (key: number): number => {
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  };
  return {
    get: (state, byte) => values[slotOf((state << 8) | byte)] ?? 0,
    set(state, byte, below) {
      const slot = slotOf((state << 8) | byte);
      keys[slot] = (state << 8) | byte;
      values[slot] = below;
    },
  };
}
