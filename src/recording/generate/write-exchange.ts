import {
  type Block,
  braces,
  brackets,
  type Entry,
  item,
  map,
  plain,
  writeList,
} from '../../script/write/block.js';
import type { AnswerDraft, ExchangeDraft, PatternDraft, Way } from './draft.js';
import { escapeLiteral, isVaried, literalOf, looksLikeRegExp, sourceOf } from './pattern.js';

/** The items of a `dialogue`, without indentation. */
export function writeExchanges(exchanges: readonly ExchangeDraft[]): string {
  return exchanges.length === 0 ? '' : writeList(exchanges.flatMap(exchangeItems));
}

/** Its items in a `dialogue`: one for each way in which it may be answered. */
export function exchangeItems(exchange: ExchangeDraft): readonly Entry[] {
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
export const literal = (text: string): string => text.replaceAll('${{', () => '$${{');

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
