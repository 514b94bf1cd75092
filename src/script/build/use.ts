import type { When } from '../model.js';
import type { RawUse } from '../schema/dialogue.js';
import type { PartList, RawPart } from '../schema/part.js';
import { nameList } from '../used-parts.js';
import { bothWhen, covers } from '../when.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, child, itemsOf, need } from './at.js';
import { buildWhen } from './when.js';

type EntryOf<L extends PartList> = Exclude<NonNullable<RawPart[L]>[number], RawUse>;

/** An entry of a list and what it is built with: of another file its own source, and the condition of its `use`. */
export interface Listed<T> {
  readonly build: Build;
  readonly at: At<T>;
  readonly when?: When;
  /** The outermost `use` it comes from. */
  readonly use?: At<RawUse>;
}

/** The entries of a list, those of other files in the places of their `use`. */
export function listed<L extends PartList, T extends EntryOf<L>>(
  build: Build,
  at: At<readonly (T | RawUse)[]> | undefined,
  list: L,
): readonly Listed<EntryOf<L>>[] {
  return itemsOf(at).flatMap(({ value, node }): readonly Listed<EntryOf<L>>[] =>
    isUse(value) ? usedIn(build, { value, node }, list) : [{ build, at: { value, node } }],
  );
}

const isUse = (value: unknown): value is RawUse =>
  typeof value === 'object' && value !== null && 'use' in value;

function usedIn<L extends PartList>(build: Build, use: At<RawUse>, list: L): readonly Listed<EntryOf<L>>[] {
  const condition = child(use, 'when');
  const when = condition && buildWhen(build, condition);
  const part = build.parts.get(use.node);
  if (part === undefined) return [];
  const { raw, node, report, lists } = part;
  if (!lists.includes(list) && lists.length > 0) {
    const { file } = report.source;
    complain(
      build.report,
      need(use, 'use').node.start,
      `\`${file}\` has no \`${list}\`; it has ${nameList(lists)}`,
    );
  }
  const [value, own] = [raw[list], node.entries.get(list)];
  if (value === undefined || own === undefined) return [];
  const inner = { value: value as readonly (EntryOf<L> | RawUse)[], node: own };
  return listed<L, EntryOf<L>>({ ...build, report }, inner, list).map((each) => {
    const both = bothWhen(when, each.when);
    return { build: each.build, at: each.at, use, ...(both !== undefined && { when: both }) };
  });
}

/** Of rules that are live together each is taken once; a second `use` of them is reported. */
export function listedOnce<L extends 'always' | 'fail-on', T extends EntryOf<L>>(
  build: Build,
  at: At<readonly (T | RawUse)[]> | undefined,
  list: L,
): readonly Listed<EntryOf<L>>[] {
  const taken: Listed<EntryOf<L>>[] = [];
  for (const each of listed(build, at, list)) {
    const isTaken = taken.some(({ at: { node }, when }) => node === each.at.node && covers(when, each.when));
    if (!isTaken) taken.push(each);
    else if (each.use !== undefined)
      complain(
        build.report,
        each.use.node.start,
        `the rules of \`${each.build.report.source.file}\` are here already`,
      );
  }
  return taken;
}

/** What was built of an entry, under the condition of its `use` too. */
export function under<T extends { readonly when?: When }>(when: When | undefined, built: T): T {
  const both = bothWhen(when, built.when);
  return both === undefined ? built : { ...built, when: both };
}
