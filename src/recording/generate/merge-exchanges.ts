import { isDeepStrictEqual } from 'node:util';
import { withSources } from './answer-sources.js';
import type { AnswerDraft, ExchangeDraft, PatternDraft, ResponseDraft, StdAnswer } from './draft.js';
import { align, leastLikeness, likeness, mergeParts } from './merge-parts.js';
import { type MergedParams, mergeSource } from './merge-source.js';
import { eitherOf } from './merge-ways.js';
import { isSamePattern, recordedText } from './pattern.js';
import { varyingComment } from './exchanges.js';

/** One list of exchanges for two: what is in one only is optional. */
export function mergeExchanges(
  mine: readonly ExchangeDraft[],
  theirs: readonly ExchangeDraft[],
  params: MergedParams,
): readonly ExchangeDraft[] {
  const pairs = align(mine.length, theirs.length, (at, atOther) => scoreOf(mine[at], theirs[atOther]));
  const merged: ExchangeDraft[] = [];
  let [from, fromOther] = [0, 0];
  const alone = (to: number, toOther: number): void => {
    merged.push(...mine.slice(from, to).map((each) => aloneOf(each, theirs)));
    merged.push(...theirs.slice(fromOther, toOther).map((each) => aloneOf(adopted(each, params), mine)));
  };
  for (const [at, atOther] of pairs) {
    alone(at, atOther);
    const [one, other] = [mine[at], theirs[atOther]];
    if (one !== undefined && other !== undefined) merged.push(mergeOne(one, other, params));
    [from, fromOther] = [at + 1, atOther + 1];
  }
  alone(mine.length, theirs.length);
  return merged;
}

function scoreOf(one: ExchangeDraft | undefined, other: ExchangeDraft | undefined): number {
  if (one === undefined || other === undefined || one.expect.kind !== other.expect.kind) return 0;
  if (isSamePattern(one.expect, other.expect)) return 2;
  const alike = likeness(one.expect.parts, other.expect.parts);
  return alike >= leastLikeness ? alike : 0;
}

function aloneOf(exchange: ExchangeDraft, others: readonly ExchangeDraft[]): ExchangeDraft {
  const isElsewhere = others.some(({ expect }) => isSamePattern(expect, exchange.expect));
  const why = isElsewhere ? 'guessed: the recordings ask this in different places' : 'not in every recording';
  return { ...exchange, isOptional: true, comments: [...exchange.comments, why] };
}

/** An exchange of the other recording with its parameters in the script that is made. */
function adopted(exchange: ExchangeDraft, params: MergedParams): ExchangeDraft {
  const prompt = recordedText(exchange.expect.parts);
  return { ...exchange, response: adoptedResponse(exchange.response, prompt, params) };
}

const adoptedResponse = (
  response: ResponseDraft,
  prompt: string,
  { book, other }: MergedParams,
): ResponseDraft =>
  withSources(response, (source) => {
    if (source.kind !== 'param') return source;
    const { value = '', kind = 'value' } = other.find(({ name }) => name === source.name) ?? {};
    return { kind: 'param', name: book.add(value, prompt, kind, source.name) };
  });

function mergeOne(
  { std, ...one }: ExchangeDraft,
  { std: otherStd, ...other }: ExchangeDraft,
  params: MergedParams,
): ExchangeDraft {
  const expect = mergePattern(one.expect, other.expect);
  const { response, comments } = mergeResponse(one.response, other.response, expect, params);
  const stale = hasParam(response) ? /^(?:varies: |the default is accepted)/ : /^varies: /;
  const kept = one.comments.filter((comment) => !stale.test(comment));
  return {
    ...one,
    expect,
    response,
    comments: [...kept, ...varyingComment(expect), ...comments],
    ...((one.isOptional === true || other.isOptional === true) && { isOptional: true }),
    ...((one.isRepeated === true || other.isRepeated === true) && { isRepeated: true }),
    ...mergeStd(std, otherStd),
  };
}

/** A part stands for an exchange where it does so in both recordings. */
function mergeStd(
  one: StdAnswer | undefined,
  other: StdAnswer | undefined,
): { readonly std: StdAnswer } | undefined {
  const different = [one, other].find((each) => each?.isSame === false);
  const std = different ?? (one?.part === other?.part ? one : undefined);
  return std && { std };
}

function mergePattern(one: PatternDraft, other: PatternDraft): PatternDraft {
  if (isSamePattern(one, other)) return one;
  const { kind, box, isAtCursor, row } = one;
  return {
    kind,
    parts: mergeParts(one.parts, other.parts),
    ...(isAtCursor !== undefined && { isAtCursor }),
    ...(row !== undefined && { row }),
    ...(one.after !== undefined && one.after === other.after && { after: one.after }),
    ...(box !== undefined && box === other.box && { box }),
  };
}

interface Merged {
  readonly response: ResponseDraft;
  readonly comments: readonly string[];
}

function mergeResponse(
  one: ResponseDraft,
  other: ResponseDraft,
  expect: PatternDraft,
  params: MergedParams,
): Merged {
  if (isDeepStrictEqual(one, other) && !hasParam(one)) return { response: one, comments: [] };
  const prompt = recordedText(expect.parts);
  if ((one.kind === 'answer' || one.kind === 'type') && one.kind === other.kind) {
    const source = mergeSource(one.source, other.source, prompt, params);
    return { response: { ...one, source }, comments: [] };
  }
  if (one.kind === 'select' && other.kind === 'select' && one.confirm === other.confirm) {
    const source = mergeSource(sourceOfLabel(one.one), sourceOfLabel(other.one), prompt, params);
    const label = source.kind === 'param' ? { param: source.name } : one.one;
    return { response: { ...one, one: label }, comments: [] };
  }
  if (one.kind === 'fill' && other.kind === 'fill' && isSameForm(one, other)) {
    const fields = one.fields.map(({ label, source }) => {
      const same = other.fields.find((each) => each.label === label);
      return { label, source: same === undefined ? source : mergeSource(source, same.source, label, params) };
    });
    return { response: { ...one, fields }, comments: [] };
  }
  return mergeWays(one, other, prompt, params);
}

/** The same fields are filled in, and the same button confirms. */
const isSameForm = (one: FillDraft, other: FillDraft): boolean =>
  one.confirm === other.confirm &&
  one.fields.length === other.fields.length &&
  one.fields.every(({ label }) => other.fields.some((each) => each.label === label));

type FillDraft = Extract<ResponseDraft, { readonly kind: 'fill' }>;

/** What is done in another way cannot be told by one response. A check is no way to answer. */
function mergeWays(one: ResponseDraft, other: ResponseDraft, prompt: string, params: MergedParams): Merged {
  const theirs = adoptedResponse(other, prompt, params);
  if (one.kind === 'none' || theirs.kind === 'none' || theirs.kind === 'either')
    return { response: one, comments: ['guessed: another recording answers this in another way'] };
  const response = eitherOf(one, theirs, { prompt, book: params.book });
  const isNew = response.kind === 'either' && one.kind !== 'either';
  return {
    response,
    comments: isNew ? [`the recordings answer this in different ways: ${response.param}`] : [],
  };
}

const sourceOfLabel = (label: string | { readonly param: string }): AnswerDraft =>
  typeof label === 'string' ? { kind: 'text', text: label } : { kind: 'param', name: label.param };

const hasParam = (response: ResponseDraft): boolean => {
  if (response.kind === 'fill') return response.fields.some(({ source }) => source.kind === 'param');
  if (response.kind === 'select') return typeof response.one !== 'string';
  return (response.kind === 'answer' || response.kind === 'type') && response.source.kind === 'param';
};
