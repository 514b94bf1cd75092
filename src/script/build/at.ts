import type { Place } from '../../errors/script.js';
import type { Param } from '../model.js';
import type { Parts } from '../used-parts.js';
import { anchorOf, type SourceNode } from '../yaml/node.js';
import type { Report } from '../yaml/report.js';
import { placeAt } from '../yaml/source.js';

/** A validated value beside the part of the source it came from: the two are walked together. */
export interface At<T> {
  readonly value: T;
  readonly node: SourceNode;
}

/** What building the model needs everywhere. */
export interface Build {
  /** Of the file that the entry stands in. */
  readonly report: Report;
  /** The files that entries come from. */
  readonly parts: Parts;
  /** Those declared so far that are sound. */
  readonly params: ReadonlyMap<string, Param>;
  /** Every name the script declares, sound or not: what is declared badly is not called undeclared. */
  readonly declared: {
    readonly params: readonly string[];
    readonly secrets: readonly string[];
    readonly inputs: readonly string[];
  };
  /** Of credentials whose source stands beside them: the names of their secrets. */
  readonly credentialNames: ReadonlyMap<SourceNode, string>;
}

export function child<T extends object, K extends keyof T & string>(
  at: At<T>,
  key: K,
): At<Exclude<T[K], undefined>> | undefined {
  const value = at.value[key];
  const node = at.node.entries.get(key);
  return value === undefined || node === undefined
    ? undefined
    : { value: value as Exclude<T[K], undefined>, node };
}

/** A child that the schema requires. */
export function need<T extends object, K extends keyof T & string>(
  at: At<T>,
  key: K,
): At<Exclude<T[K], undefined>> {
  const found = child(at, key);
  if (found === undefined) throw new Error(`the schema let a script through without ${key}`);
  return found;
}

export function itemsOf<T>(at: At<readonly T[]> | undefined): At<T>[] {
  if (at === undefined) return [];
  return at.value.map((value, index) => ({ value, node: at.node.items[index] ?? at.node }));
}

export function entriesOf<T>(
  at: At<Readonly<Record<string, T>>> | undefined,
): (At<T> & { readonly key: string })[] {
  if (at === undefined) return [];
  return Object.entries(at.value).map(([key, value]) => ({
    key,
    value,
    node: at.node.entries.get(key) ?? at.node,
  }));
}

/** Whether nothing stands between the brackets or braces: what could not be read is taken out of the tree. */
export function isWrittenEmpty({ report }: Build, { node }: At<unknown>): boolean {
  return /^[[{]\s*[\]}]$/.test(report.source.text.slice(node.start, node.end));
}

/** The entries built one by one, as a record. */
export function mapEntries<T, R>(
  at: At<Readonly<Record<string, T>>> | undefined,
  build: (entry: At<T>) => R,
): Record<string, R> {
  return Object.fromEntries(entriesOf(at).map((entry) => [entry.key, build(entry)]));
}

export function placeOf(build: Build, { node }: At<unknown>): Place {
  return placeAt(build.report.source, anchorOf(node));
}

/** The properties that are there; an absent one is left out, not set to undefined. */
export function present<T extends object>(properties: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
