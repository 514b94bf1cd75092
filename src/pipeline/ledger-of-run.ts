import { lstatSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import { commitNameOf } from '../engine/commit-name.js';
import type { LedgerEntries } from './ledger.js';
import { namesOf } from './names.js';

/** Why nothing is done that a file says which is in the place of a ledger; undefined for a file of this user. */
export function whyNotOurs(path: string): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) return `${path} is no file`;
  if (found.uid !== process.getuid?.()) return `${path} belongs to another user, whose gc looks after it`;
  return undefined;
}

/** Whether it names what that run can have made and nothing else: what it names is deleted. */
export function isOfRun(entries: LedgerEntries, runId: string): boolean {
  const { container, testContainer, candidate, workspace } = namesOf(runId);
  const containers: readonly unknown[] = [container, testContainer];
  const images: readonly unknown[] = [candidate, commitNameOf(candidate)];
  const isPath = (path: unknown): boolean =>
    typeof path === 'string' && isAbsolute(path) && basename(path) === workspace;
  const { kept, starting } = entries;
  return (
    all(entries.containers, (each) => containers.includes(each)) &&
    all(entries.images, (each) => images.includes(each)) &&
    all(entries.paths, isPath) &&
    all(entries.undos, (each) => typeof each === 'object') &&
    (starting === undefined || containers.includes(starting.container)) &&
    (kept === undefined ||
      (containers.includes(kept.container) &&
        [undefined, ...images].includes(kept.image) &&
        (kept.inputs === undefined || isPath(kept.inputs))))
  );
}

/** What is read from a disk may be anything. */
const all = (list: unknown, is: (each: unknown) => boolean): boolean =>
  Array.isArray(list) && list.every((each) => is(each));
