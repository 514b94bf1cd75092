import { secretVariable } from '../../script/write/secret-variable.js';
import {
  type Block,
  braces,
  brackets,
  type Entry,
  list,
  map,
  plain,
  writeBlock,
  writeList,
} from '../../script/write/block.js';
import type {
  AnswerDraft,
  ExchangeDraft,
  ParamDraft,
  PatternDraft,
  ScriptDraft,
  SpawnDraft,
  Way,
} from './draft.js';
import { escapeLiteral, isVaried, literalOf, looksLikeRegExp, sourceOf } from './pattern.js';
import { limitsOf } from './limits.js';
import { usingParts } from './std-parts.js';

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

const item = (value: Block, comments: readonly string[]): Entry => ({ key: '', value, comments });

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

/** The items of a `dialogue`, without indentation. */
export function writeExchanges(exchanges: readonly ExchangeDraft[]): string {
  return exchanges.length === 0 ? '' : writeList(exchanges.flatMap(exchangeItems));
}

/** One for each way in which it may be answered. */
function exchangeItems(exchange: ExchangeDraft): readonly Entry[] {
  const { response, comments } = exchange;
  if (response.kind !== 'either') return [exchangeItem(exchange, { response }, comments)];
  const { param, ways } = response;
  return ways.map((way, at) => exchangeItem(exchange, { ...way, param }, at === 0 ? comments : []));
}

function exchangeItem(
  { expect, isOptional, isRepeated, times = 1 }: ExchangeDraft,
  {
    response,
    param,
    value = '',
  }: Pick<Way, 'response'> & { readonly param?: string; readonly value?: string },
  comments: readonly string[],
): Entry {
  return item(
    map([
      { key: 'expect', value: patternBlock(expect) },
      param === undefined ? undefined : { key: 'when', value: braces([[param, value]]) },
      ...responseEntries(response),
      isOptional === true ? { key: 'optional', value: plain('true') } : undefined,
      isRepeated === true ? { key: 'repeat', value: plain('true') } : undefined,
      times > 1 ? { key: 'repeat', value: plain(String(times)) } : undefined,
    ]),
    comments,
  );
}

/** `$${{` is a literal `${{`. */
const literal = (text: string): string => text.replaceAll('${{', () => '$${{');

function patternBlock({ kind, parts, after, box, isAtCursor, row }: PatternDraft): Block {
  const plainText = literalOf(parts);
  // A program that waits without a word.
  if (plainText === '') return braces([['quiet', plain('1s')]]);
  const isExpression = isVaried(parts);
  const source = literal(`/${isExpression ? sourceOf(parts) : escapeLiteral(plainText)}/`);
  if (kind === 'screen')
    return braces([
      // On a screen there is no other way to say a literal that looks like an expression.
      ['screen', isExpression || looksLikeRegExp(plainText) ? source : literal(plainText)],
      ...(row === undefined ? [] : [['row', plain(String(row))] as const]),
      ...(isAtCursor === true ? [['cursor', plain('true')] as const] : []),
      ...(box === undefined ? [] : [['box', literal(box)] as const]),
    ]);
  // Beside `after` all text is literal.
  if (isExpression) return source;
  if (after !== undefined)
    return braces([
      ['after', literal(after)],
      ['text', literal(plainText)],
    ]);
  return looksLikeRegExp(plainText) ? braces([['text', literal(plainText)]]) : literal(plainText);
}

function sourceBlock(source: AnswerDraft): Block {
  if (source.kind === 'secret') return braces([['secret', source.name]]);
  if (source.kind === 'text') return literal(source.text);
  return `\${{ params.${source.name} }}`;
}

/** In a form each field says for itself whether it is shown. */
const fieldBlock = (source: AnswerDraft): Block =>
  source.kind === 'secret' && source.isVisible === true
    ? braces([
        ['secret', source.name],
        ['visible', plain('true')],
      ])
    : sourceBlock(source);

const labelBlock = (label: string | { readonly param: string }): Block =>
  typeof label === 'string' ? literal(label) : `\${{ params.${label.param} }}`;

function responseEntries(response: Way['response']): readonly Entry[] {
  switch (response.kind) {
    case 'none':
      return [];
    case 'answer':
    case 'type':
      return [
        { key: response.kind, value: sourceBlock(response.source) },
        ...(response.isCleared === true ? [{ key: 'clear', value: plain('true') }] : []),
        ...(isVisible(response.source) ? [{ key: 'visible', value: plain('true') }] : []),
      ];
    case 'press': {
      const [key = 'enter', ...others] = response.keys;
      return [{ key: 'press', value: others.length === 0 ? key : brackets(response.keys) }];
    }
    case 'select':
      return [{ key: 'select', value: labelBlock(response.one) }, ...confirmEntry(response.confirm)];
    case 'tick':
      return [
        { key: 'select', value: map([{ key: 'only', value: brackets(response.only.map(literal)) }]) },
        ...confirmEntry(response.confirm),
      ];
    case 'fill':
      return [
        {
          key: 'fill',
          value: map(
            response.fields.map(({ label, source }) => ({ key: literal(label), value: fieldBlock(source) })),
          ),
        },
        ...confirmEntry(response.confirm),
      ];
  }
}

const isVisible = (source: AnswerDraft): boolean => source.kind === 'secret' && source.isVisible === true;

const confirmEntry = (confirm: string | undefined): readonly Entry[] =>
  confirm === undefined ? [] : [{ key: 'press', value: `<${literal(confirm)}>` }];
