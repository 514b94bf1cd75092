import { dirname, isAbsolute, join, resolve } from 'node:path';
import { didYouMean, nearest } from './nearest.js';
import { type PartList, partLists, partSchema, type RawPart } from './schema/part.js';
import { readUtf8Now } from './read-utf8.js';
import { stdFile, type StdPart, stdParts } from './std.js';
import { anchorOf, type SourceNode } from './yaml/node.js';
import { writeYaml } from './yaml/quote.js';
import { type FileKind, type ReadFile, readYaml } from './yaml/read.js';
import { complain, nestedTooDeep, type Report } from './yaml/report.js';
import { replaceInLine } from './yaml/source.js';

/** A file that was asked for: its text, or why there is none. */
export type FileText = { readonly text: string } | { readonly reason: string };

/** A file that entries come from. */
interface Part {
  readonly report: Report;
  readonly raw: RawPart;
  readonly node: SourceNode;
  /** The lists it has, those with findings too. */
  readonly lists: readonly PartList[];
  readonly written: SourceNode;
}

/** By the `use` that names it; one that is not there was reported. */
export type Parts = ReadonlyMap<SourceNode, Part>;

interface Target {
  /** As places show it. */
  readonly file: string;
  /** What tells two files apart. */
  readonly id: string;
  readonly std?: StdPart;
}

interface Reading {
  readonly parts: Map<SourceNode, Part>;
  readonly known: Map<string, Part | { readonly reason: string } | undefined>;
}

/** Reads the files that a script uses, and those that they use. Asks for the text of each by its path. */
export function* readParts(report: Report, node: SourceNode): Generator<string, Parts, FileText> {
  const reading: Reading = { parts: new Map(), known: new Map() };
  const { file } = report.source;
  yield* readUsed(reading, { report, node }, [{ file, id: resolve(file) }]);
  return reading.parts;
}

function* readUsed(
  reading: Reading,
  { report, node }: { readonly report: Report; readonly node: SourceNode },
  chain: readonly Target[],
): Generator<string, void, FileText> {
  for (const entry of usesIn(node)) {
    const path = entry.entries.get('use');
    const target = path && targetOf(report, path);
    if (path === undefined || target === undefined) continue;
    const from = chain.findIndex(({ id }) => id === target.id);
    if (from >= 0) {
      const circle = [...chain.slice(from), target].map(({ file }) => file).join(' -> ');
      complain(report, path.start, `\`${target.file}\` uses itself: ${circle}`);
      continue;
    }
    if (!reading.known.has(target.id))
      reading.known.set(target.id, yield* readPart(reading, { report, target, chain }));
    const found = reading.known.get(target.id);
    if (found === undefined) continue;
    if ('reason' in found) complain(report, path.start, `\`${target.file}\` cannot be read: ${found.reason}`);
    else reading.parts.set(entry, found);
  }
}

/** Entries of lists that stand for those of a file. */
function usesIn(node: SourceNode): readonly SourceNode[] {
  return [
    ...node.items.flatMap((item) => (item.entries.has('use') ? [item] : usesIn(item))),
    ...[...node.entries.values()].flatMap(usesIn),
  ];
}

function targetOf(report: Report, path: SourceNode): Target | undefined {
  const written = path.text ?? '';
  const std = stdParts.find((each) => each === written);
  if (std !== undefined) return { file: std, id: std, std };
  const wrong = problemOf(written);
  if (wrong === undefined) {
    const named = isAbsolute(written) ? written : join(dirname(report.source.file), written);
    return { file: named.startsWith('std/') ? `./${named}` : named, id: resolve(named) };
  }
  const { start, end, isInFlow } = path;
  const { message, meant } = wrong;
  const suggestion = meant && replaceInLine(report.source, start, end, writeYaml(meant, isInFlow));
  complain(report, anchorOf(path), message, suggestion);
  return undefined;
}

/** Why a path cannot be one, and the one that was meant. */
function problemOf(
  path: string,
): { readonly message: string; readonly meant?: string | undefined } | undefined {
  if (path.includes('${{')) return { message: '`use` names a file by its path, without `${{ }}`' };
  if (path.startsWith('~'))
    return { message: '`~` is not expanded; a path is relative to the file it stands in' };
  if (!path.startsWith('std/')) return undefined;
  const hint = didYouMean(path, stdParts) || `; there are ${stdParts.join(', ')}`;
  return { message: `\`${path}\` does not come with unattend${hint}`, meant: nearest(path, stdParts) };
}

function* readPart(
  reading: Reading,
  {
    report,
    target,
    chain,
  }: { readonly report: Report; readonly target: Target; readonly chain: readonly Target[] },
): Generator<string, Part | { readonly reason: string } | undefined, FileText> {
  const { file, std } = target;
  const found = std === undefined ? yield file : { text: readUtf8Now(stdFile(std)) };
  if ('reason' in found) return found;
  const { usable, written, report: own } = readPartText({ file, text: found.text }, report);
  if (usable === undefined || written === undefined) return undefined;
  const { raw, node } = usable;
  const lists = partLists.filter((list) => written.entries.has(list));
  if (lists.length === 0) complain(own, node.start, `one of ${nameList(partLists)} is missing`);
  yield* readUsed(reading, { report: own, node }, [...chain, target]);
  return { report: own, raw, node, lists, written };
}

const partKind: FileKind<RawPart> = { schema: partSchema, name: 'file to `use`' };

/** Of text that is nested too deeply to be read there is only that finding. */
function readPartText(
  given: { readonly file: string; readonly text: string },
  report: Report,
): ReadFile<RawPart> {
  try {
    return readYaml(partKind, given, report);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report.diagnostics.push(nestedTooDeep(given, 'file'));
    return { report };
  }
}

/** Names of lists for a sentence. */
export const nameList = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
