import type { AuditSummary } from '../events.js';
import { cleanLine } from './text.js';
import type { Row } from './table.js';
import { formatBytes, formatCount } from './units.js';

/** Files of one folder are named by it when there are more than so many. */
const fewPaths = 3;

/** What the audit of an image looked at, what may stay, and what it cannot prove. */
export function auditRows(audit: AuditSummary): readonly Row[] {
  const { fileCount, sizeBytes, allowed, asWords, notAtAll } = audit;
  return [
    ['audit', `nothing of the run in ${formatCount(fileCount)} files and folders, ${formatBytes(sizeBytes)}`],
    ['allowed', ...allowed.map(({ place, what }) => cleanLine(`${place}: ${what}`))],
    ['unproven', ...unproven(asWords, 'too short to be looked for but as a word of a text')],
    ['unproven', ...unproven(notAtAll, 'too short to be looked for')],
  ];
}

const unproven = (names: readonly string[], why: string): string[] =>
  names.length === 0 ? [] : [`${names.join(', ')}: ${why}`];

/** Paths, or of many in one folder the folder and how many. */
export function foldPaths(paths: readonly string[]): string[] {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders].flatMap(([folder, inside]) =>
    inside.length <= fewPaths
      ? inside.map(cleanLine)
      : [cleanLine(`${folder}: ${formatCount(inside.length)} files`)],
  );
}
