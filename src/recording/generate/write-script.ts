import {
  type Block,
  braces,
  brackets,
  type Entry,
  item,
  list,
  map,
  plain,
  writeBlock,
} from '../../script/write/block.js';
import { secretVariable } from '../../script/write/secret-variable.js';
import type { ParamDraft, ScriptDraft, SpawnDraft } from './draft.js';
import { limitsOf } from './limits.js';
import { usingParts } from './std-parts.js';
import { exchangeItems, literal } from './write-exchange.js';

/** The text of a script. The same draft gives the same bytes. */
export function writeScript(draft: ScriptDraft): string {
  const { name, base, params, secrets, inputs, spawns, comments } = draft;
  const entries: readonly (Entry | undefined)[] = [
    { key: 'unattend', value: plain('1'), comments },
    { key: 'name', value: name },
    base === undefined ? undefined : { key: 'base', value: base },
    some('params', params, (each) => ({
      key: each.name,
      value: braces([...choiceOf(each), ['default', each.value]]),
      comments: [
        ...(each.comments ?? []),
        ...((each.others ?? []).length > 0 ? [`also recorded: ${each.others?.join(', ')}`] : []),
      ],
    })),
    some('secrets', secrets, (each) => ({
      key: each.name,
      value: braces([['env', secretVariable(each.name)]]),
      comments: each.comments,
    })),
    some('inputs', inputs, (each) => ({
      key: each.name,
      value: braces([['from', literal(each.from)]]),
      comments: each.isKnown === true ? [] : [`put it there, or say where it is: --input ${each.name}=PATH`],
    })),
    {
      key: 'deploy',
      value: list(spawns.flatMap(stepsOf)),
      isApart: true,
      comments:
        base === undefined
          ? ['it is not known in which image this was recorded: add `base: IMAGE` above, or give --base']
          : [],
    },
  ];
  return writeBlock(entries.filter((entry) => entry !== undefined));
}

const choiceOf = ({ of }: ParamDraft): readonly (readonly [string, Block])[] =>
  of === undefined ? [] : [['of', brackets(of)]];

function some<T>(key: string, all: readonly T[], write: (each: T) => Entry): Entry | undefined {
  return all.length === 0 ? undefined : { key, value: map(all.map(write)), isApart: true };
}

function stepsOf(spawn: SpawnDraft): readonly Entry[] {
  const { scope } = spawn;
  const isGranted = scope.sudo === 'all' || scope.sudo.length > 0;
  if (!isGranted && !scope.hasServices) return [item(spawnMap(spawn), spawn.comments)];
  const grants = map([
    isGranted
      ? {
          key: 'sudo',
          value: scope.sudo === 'all' ? 'all' : brackets(scope.sudo),
          comments: [
            scope.sudo === 'all'
              ? 'guessed: sudo was used; list the commands it is used for'
              : 'guessed: what sudo was seen to be used for',
          ],
        }
      : undefined,
    scope.hasServices
      ? { key: 'services', value: plain('off'), comments: ['guessed: services were started'] }
      : undefined,
  ]);
  return [
    item(
      map([
        { key: 'scope', value: grants },
        { key: 'steps', value: list([item(spawnMap(spawn), spawn.comments)]) },
      ]),
      [],
    ),
  ];
}

function spawnMap(spawn: SpawnDraft): Block {
  const { size, exitCodes } = spawn;
  const { always, dialogue, uses } = usingParts(spawn);
  const rules = [
    ...always.flatMap(exchangeItems),
    ...uses.map((part) => item(map([{ key: 'use', value: part }]), [])),
  ];
  const isUsual = size.columns === 120 && size.rows === 40;
  return map([
    { key: 'spawn', value: spawn.command },
    envEntry(spawn.env),
    isUsual ? undefined : { key: 'size', value: plain(`${size.columns}x${size.rows}`) },
    ...limitsOf(spawn),
    rules.length === 0 ? undefined : { key: 'always', value: list(rules) },
    dialogue.length === 0 ? undefined : { key: 'dialogue', value: list(dialogue.flatMap(exchangeItems)) },
    exitCodes.length === 0
      ? undefined
      : {
          key: 'exit',
          value: exitCodes.length === 1 ? plain(String(exitCodes[0])) : brackets(exitCodes.map(String)),
          comments: commentsOnExit(exitCodes),
        },
  ]);
}

function commentsOnExit([code, ...others]: readonly number[]): readonly string[] {
  if (others.length > 0)
    return ['guessed: the recordings ended with different exit codes; take out those that mean a failure'];
  return code === undefined || code === 0 ? [] : [`the recorded program ended with exit code ${code}`];
}

const envEntry = (env: SpawnDraft['env'] = []): Entry | undefined =>
  env.length === 0
    ? undefined
    : {
        key: 'env',
        value: map(
          env.map(({ variable, secret }) => ({ key: variable, value: braces([['secret', secret]]) })),
        ),
      };
