import type { Finder } from './finder.js';
import { membersOf } from './members.js';
import { viewsOf } from './views.js';

/** Something to look through: what it is, and its bytes in the pieces in which they came. */
export interface Evidence {
  readonly name: string;
  readonly pieces: readonly Uint8Array[];
}

/** A trace of a canary. */
export interface Finding {
  readonly canary: string;
  /** The evidence, the members in it, and the encodings undone: `image > layer.tar > etc/x.gz > gunzip | base64`. */
  readonly where: string;
}

/** So many encodings one in another are undone; in more than `largeBytes` one. */
const mostEncodings = 2;
const largeBytes = 4 * 1024 * 1024;
/** So many archives one in another are unpacked. */
const mostArchives = 8;

/** Every trace of a canary, as the bytes stand there, encoded, or in archives; of one place the plainest reading only. */
export async function scan(finder: Finder, { name, pieces }: Evidence): Promise<readonly Finding[]> {
  return scanBytes(finder, name, Buffer.concat(pieces), mostArchives);
}

export async function scanAll(finder: Finder, all: readonly Evidence[]): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const each of all) found.push(...(await scan(finder, each)));
  return found;
}

async function scanBytes(
  finder: Finder,
  where: string,
  bytes: Buffer,
  archives: number,
): Promise<readonly Finding[]> {
  const members = archives === 0 ? undefined : await membersOf(bytes);
  if (members === undefined) return readings(finder, where, bytes, archives);
  const found = [...finder(bytes)].map((canary) => ({ canary, where }));
  for (const member of members) {
    const inside = await scanBytes(finder, `${where} > ${member.name}`, member.bytes, archives - 1);
    found.push(...inside);
  }
  return found;
}

/** The bytes as they are, then with more and more encodings undone. */
async function readings(
  finder: Finder,
  where: string,
  bytes: Buffer,
  archives: number,
): Promise<readonly Finding[]> {
  const found = new Map<string, Finding>();
  const read = new Set<string>();
  let level = [{ where, bytes }];
  for (let depth = 0; level.length > 0; depth++) {
    for (const each of level)
      for (const canary of finder(each.bytes))
        if (!found.has(canary)) found.set(canary, { canary, where: each.where });
    if (depth === (bytes.length > largeBytes ? 1 : mostEncodings)) break;
    const next = level.flatMap((each) =>
      viewsOf(each.bytes).map((view) => ({ where: `${each.where} | ${view.name}`, bytes: view.bytes })),
    );
    level = [];
    for (const each of next) {
      const text = each.bytes.toString('latin1');
      if (read.has(text)) continue;
      read.add(text);
      const packed = archives === 0 ? undefined : await membersOf(each.bytes);
      if (packed === undefined) level.push(each);
      else
        for (const finding of await scanBytes(finder, each.where, each.bytes, archives - 1))
          if (!found.has(finding.canary)) found.set(finding.canary, finding);
    }
  }
  return [...found.values()];
}
