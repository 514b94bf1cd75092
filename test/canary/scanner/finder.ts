/** A secret that is planted to be looked for everywhere. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** So many bytes of a canary that stand side by side are a trace of it: a part that was cut out of one is found too. */
export const shortestTrace = 8;

/** The names of the canaries of which a trace stands in these bytes as they are. */
export type Finder = (bytes: Uint8Array) => ReadonlySet<string>;

/** Looks for every window of `shortestTrace` bytes of every canary, with its blanks and without. */
export function createFinder(canaries: readonly Canary[]): Finder {
  const windows = new Map<string, Set<string>>();
  const begins = new Uint8Array(1 << 16);
  for (const { name, value } of canaries)
    for (const spelling of [value, value.replaceAll(/\s/g, '')])
      for (const window of windowsOf(Buffer.from(spelling), name)) {
        const key = window.toString('latin1');
        windows.set(key, (windows.get(key) ?? new Set<string>()).add(name));
        begins[hashOf(window.readUInt32BE())] = 1;
      }
  return (bytes) => {
    const found = new Set<string>();
    let last = 0;
    for (let at = 0; at < bytes.length; at++) {
      last = (last << 8) | (bytes[at] as number);
      if (begins[hashOf(last)] === 0 || at < 3) continue;
      const window = Buffer.from(bytes.subarray(at - 3, at - 3 + shortestTrace)).toString('latin1');
      for (const name of windows.get(window) ?? []) found.add(name);
    }
    return found;
  };
}

function windowsOf(bytes: Buffer, name: string): readonly Buffer[] {
  if (bytes.length < shortestTrace) throw new Error(`the canary ${name} is too short to be found`);
  return Array.from({ length: bytes.length - shortestTrace + 1 }, (_, at) =>
    bytes.subarray(at, at + shortestTrace),
  );
}

const hashOf = (word: number): number => Math.imul(word, 0x85ebca6b) >>> 16;
