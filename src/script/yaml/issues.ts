import type { z } from 'zod';
import { laterKeys } from '../schema/strict.js';
import { nearest } from '../nearest.js';
import type { Finding } from './finding.js';
import { type SourceNode, nodeAt } from './node.js';

type ZodIssue = z.core.$ZodIssue;

/** zod's issues as findings; of a union only what is wrong with the alternative that was most likely meant. */
export function findings(
  issues: readonly ZodIssue[],
  root: SourceNode,
  base: readonly PropertyKey[] = [],
  isTextAllowed = false,
): Finding[] {
  const all = issues.flatMap((issue) => finding(issue, root, base, isTextAllowed));
  // A later key says it all; what else its map lacks or has does not matter.
  const later = all.filter(
    (each) => each.kind === 'unknown' && each.path.length === base.length && laterKeys.has(each.key),
  );
  if (later.length === 0 || base.length === 0) return all.filter((each) => !isMistyped(each, all));
  return all.filter((each) => later.includes(each) || each.path.length > base.length);
}

/** Whether what is missing is there under a mistyped name, or the map that lacks it was not meant as one. */
function isMistyped(missing: Finding, all: readonly Finding[]): boolean {
  if (missing.kind !== 'missing') return false;
  return all.some(
    (each) =>
      each.kind === 'unknown' &&
      String(each.path) === String(missing.path) &&
      (each.isTextAllowed || missing.keys.includes(nearest(each.key, each.known) ?? '')),
  );
}

function finding(
  issue: ZodIssue,
  root: SourceNode,
  base: readonly PropertyKey[],
  isTextAllowed: boolean,
): Finding[] {
  const path = [...base, ...issue.path];
  const node = nodeAt(root, path);
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ');
    return issue.keys.map((key) => ({ kind: 'unknown', path, key, known, isTextAllowed }));
  }
  if (node === undefined)
    return [{ kind: 'missing', path: path.slice(0, -1), keys: [String(path.at(-1))], isTextAllowed: false }];
  switch (issue.code) {
    case 'invalid_union':
      return union(issue.errors, root, path, node);
    case 'invalid_type':
      return [{ kind: 'type', path, expected: [expectedOf(issue)] }];
    case 'invalid_key':
      return [{ kind: 'key', path, message: issue.issues[0]?.message ?? issue.message }];
    case 'invalid_value':
      return [{ kind: 'value', path, message: 'must be one of', allowed: issue.values.map(String) }];
    case 'too_small':
      return [{ kind: 'value', path, message: 'must not be empty' }];
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'too_big':
      return [custom(issue, path)];
  }
}

function custom(issue: ZodIssue, path: readonly PropertyKey[]): Finding {
  const replacement: unknown = issue.code === 'custom' ? issue.params?.['replacement'] : undefined;
  return {
    kind: 'value',
    path,
    message: issue.message,
    ...(typeof replacement === 'string' && { replacement }),
  };
}

/** `text`, `form`, `array`, `object` or `record`. */
function expectedOf(issue: z.core.$ZodIssueInvalidType): string {
  return issue.expected === 'string' ? issue.message : issue.expected;
}

function union(
  alternatives: readonly (readonly ZodIssue[])[],
  root: SourceNode,
  path: readonly PropertyKey[],
  node: SourceNode,
): Finding[] {
  const expected = alternatives.flatMap((issues) => issues.filter(isRootType).map(expectedOf));
  if (alternatives.every((issues) => issues.some(isRootType)))
    return [{ kind: 'type', path, expected: [...new Set(expected)] }];
  const costs = alternatives.map((issues) => issues.reduce((sum, issue) => sum + cost(issue, node), 0));
  const likely = alternatives.filter((_, index) => costs[index] === Math.min(...costs));
  const heads = likely.map((issues) => headOf(issues, node)).filter((head) => head !== undefined);
  const isOpen = likely.length > 1 && heads.length === likely.length && !hasNearKey(likely, root, path);
  if (isOpen) return headless(heads, path, node, expected.includes('text'));
  const meant = likely.find((issues) => hasNearKey([issues], root, path)) ?? likely[0] ?? [];
  return findings(meant, root, path, expected.includes('text'));
}

const isRootType = (issue: ZodIssue): issue is z.core.$ZodIssueInvalidType =>
  issue.code === 'invalid_type' && issue.path.length === 0;

/** The key that tells an alternative from the others (its first), when the value lacks it. */
function headOf(issues: readonly ZodIssue[], node: SourceNode): string | undefined {
  const missing = issues.find((issue) => issue.path.length === 1 && !node.entries.has(String(issue.path[0])));
  return missing === undefined ? undefined : String(missing.path[0]);
}

function hasNearKey(
  alternatives: readonly (readonly ZodIssue[])[],
  root: SourceNode,
  path: readonly PropertyKey[],
): boolean {
  return alternatives.some((issues) =>
    findings(issues, root, path).some((each) => each.kind === 'unknown' && isNear(each)),
  );
}

function isNear({ key, known }: Extract<Finding, { kind: 'unknown' }>): boolean {
  return nearest(key, known) !== undefined;
}

function headless(
  heads: readonly string[],
  path: readonly PropertyKey[],
  node: SourceNode,
  isTextAllowed: boolean,
): Finding[] {
  const telling = [...node.entries.keys()].filter((key) => laterKeys.has(key) || key === 'use');
  if (telling.length > 0)
    return telling.map((key) => ({ kind: 'unknown', path, key, known: [], isTextAllowed: false }));
  return [{ kind: 'missing', path, keys: heads, isTextAllowed }];
}

/** How far an alternative is from what stands there: its kind counts most, then the keys it cannot be without. */
function cost(issue: ZodIssue, node: SourceNode): number {
  if (isRootType(issue)) return 1_000_000;
  if (issue.code === 'unrecognized_keys') return issue.keys.length;
  return issue.path.length === 1 && !node.entries.has(String(issue.path[0])) ? 1000 : 1;
}
