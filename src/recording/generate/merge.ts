import { UnattendError } from '../../errors.js';
import type { ExchangeDraft, InputDraft, ScopeDraft, ScriptDraft, SpawnDraft } from './draft.js';
import { asStarted } from './inputs.js';
import { mergeExchanges } from './merge-exchanges.js';
import type { MergedParams } from './merge-source.js';
import type { ParamBook } from './params.js';
import { isSamePattern } from './pattern.js';

/** A draft and the book its parameters are in. */
export interface Recorded {
  readonly draft: ScriptDraft;
  readonly params: ParamBook;
  /** Values of secrets that stand in the recording itself, each with the name of its secret. */
  readonly secretValues: ReadonlyMap<string, string>;
  readonly file: string;
}

/** Brings a second recording of the same installer into a draft: generalises exactly what differs between the two. */
export function merge(one: Recorded, other: Recorded): Recorded {
  const [mine, theirs] = [one.draft, other.draft];
  if (mine.spawns.length !== theirs.spawns.length) throw differentPrograms(one, other);
  const secretValues = new Map([...other.secretValues, ...one.secretValues]);
  const params: MergedParams = { book: one.params, other: other.params.all, secretValues };
  const spawns = mine.spawns.flatMap((spawn, at) => {
    const same = theirs.spawns[at];
    return same === undefined ? [] : [mergeSpawn(spawn, same, { params, inputs: theirs.inputs })];
  });
  const names = new Set(mine.secrets.map(({ name }) => name));
  const inputs = new Set(mine.inputs.map(({ name }) => name));
  const draft = {
    ...mine,
    spawns,
    params: one.params.all,
    secrets: [...mine.secrets, ...theirs.secrets.filter(({ name }) => !names.has(name))],
    inputs: [...mine.inputs, ...theirs.inputs.filter(({ name }) => !inputs.has(name))],
    comments: [...new Set([...mine.comments, ...theirs.comments])],
  };
  return { ...one, draft, secretValues };
}

interface Other {
  readonly params: MergedParams;
  readonly inputs: readonly InputDraft[];
}

function mergeSpawn(one: SpawnDraft, other: SpawnDraft, { params, inputs }: Other): SpawnDraft {
  const isOtherCommand = one.command !== other.command;
  return {
    ...one,
    always: mergeRules(one.always, other.always),
    dialogue: mergeExchanges(one.dialogue, other.dialogue, params),
    exitCodes: [...new Set([...one.exitCodes, ...other.exitCodes])].sort((a, b) => a - b),
    silentSeconds: Math.max(one.silentSeconds, other.silentSeconds),
    workedSeconds: Math.max(one.workedSeconds, other.workedSeconds),
    scope: mergeScope(one.scope, other.scope),
    comments: [
      ...new Set([...one.comments, ...other.comments]),
      ...(isOtherCommand ? [`guessed: another recording started ${asStarted(other.command, inputs)}`] : []),
    ],
  };
}

function mergeRules(
  one: readonly ExchangeDraft[],
  other: readonly ExchangeDraft[],
): readonly ExchangeDraft[] {
  const isNew = ({ expect }: ExchangeDraft): boolean =>
    !one.some((rule) => isSamePattern(rule.expect, expect));
  return [...one, ...other.filter(isNew)];
}

function mergeScope(one: ScopeDraft, other: ScopeDraft): ScopeDraft {
  const isAll = one.sudo === 'all' || other.sudo === 'all';
  const sudo = isAll ? 'all' : [...new Set([...one.sudo, ...other.sudo])].sort();
  return { sudo, hasServices: one.hasServices || other.hasServices };
}

function differentPrograms(one: Recorded, other: Recorded): UnattendError {
  const count = ({ draft: { spawns } }: Recorded): string =>
    `${spawns.length} program${spawns.length === 1 ? '' : 's'}`;
  return new UnattendError('USAGE', {
    problem: `${one.file} and ${other.file} are not of the same installer: one holds ${count(one)}, the other ${count(other)}.`,
    help: 'Give recordings of one installer, or make a script of each.',
  });
}
