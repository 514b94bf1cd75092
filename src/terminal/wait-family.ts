import type { Links, ProcessFacts } from './proc-reader.js';

/** The program whose terminal is looked at. */
export interface Watched {
  readonly leader: number;
  /** Its terminal, `/dev/pts/N`. */
  readonly terminal: string;
}

/**
 * The program, all it started, and what shares a session with any of them: a terminal belongs to one session, so that is
 * who is on its terminal, or on one behind it (sudo, script and tmux open their own). A terminal's number would not do:
 * each container counts its own from 0. `others` are members from the beginning.
 */
export function familyOf(
  all: readonly ProcessFacts[],
  { leader }: Watched,
  others: readonly number[] = [],
): readonly ProcessFacts[] {
  const members = new Set<number>([leader, ...others]);
  const sessions = new Set<number>([leader]);
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const { pid, parent, session } of all) {
      if (members.has(pid) && (session === 0 || sessions.has(session))) continue;
      if (!members.has(pid) && !members.has(parent) && !sessions.has(session)) continue;
      members.add(pid);
      if (session !== 0) sessions.add(session);
      isGrowing = true;
    }
  }
  return all.filter(({ pid }) => members.has(pid));
}

/**
 * Who else may hold the program's terminal open, or a pipe of its family: what has left its session and was orphaned, or was handed the
 * descriptor (tmux's server). Nothing older than the program has it, but for us.
 */
export function strangersOf(
  all: readonly ProcessFacts[],
  family: readonly ProcessFacts[],
): readonly ProcessFacts[] {
  const bornAt = Math.min(...family.map(({ startedAt }) => startedAt));
  const members = new Set(family.map(({ pid }) => pid));
  return all.filter(({ pid, startedAt }) => startedAt >= bornAt && !members.has(pid));
}

/** Whether one of these descriptors leads there. */
export function holds(links: Links | undefined, target: string): boolean {
  return links !== undefined && [...links.values()].includes(target);
}
