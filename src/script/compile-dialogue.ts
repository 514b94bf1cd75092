import type {
  Dialogue,
  ExcludedExchange,
  Exchange,
  Item,
  Match,
  Pattern,
  Response,
} from '../dialogue/types.js';
import { UnattendError } from '../errors.js';
import { isEqualPattern } from './check/unreachable.js';
import type {
  PatternSource,
  ScriptAnswer,
  ScriptExchange,
  ScriptItem,
  ScriptResponse,
  SpawnStep,
} from './model.js';
import type { ParamValues } from './params.js';
import { escapeRegExp } from '../dialogue/escape-reg-exp.js';
import { type Lookup, referencesOf, renderPart, renderTemplate } from './template.js';
import { describeWhen, isIncluded } from './when.js';

/** How long a program may take and be silent when the script does not say. */
const defaultTimeoutMs = 60 * 60_000;
const defaultIdleMs = 10 * 60_000;
/** Silence after which a program that is blocked reading its terminal is a stall (docs/language.md, waiting). */
const defaultStallMs = 5000;

export interface DialogueContext {
  readonly params: ParamValues;
  /** Values of all names but `match`; asked as late as possible, so saved names may come while the dialogue runs. */
  readonly lookup: Lookup;
  /** Keeps what an exchange saves. */
  readonly save: (name: string, value: string) => void;
  /** Multiplies every timeout of the script and the defaults; 1 by default. */
  readonly timeoutFactor?: number;
}

/** What the dialogue room runs, for the params of this run. */
export function compileDialogue(step: SpawnStep, context: DialogueContext): Dialogue {
  const isLive = ({ when }: ScriptExchange): boolean => isIncluded(when, context.params);
  const compile = (each: ScriptExchange): Exchange => compileExchange(each, context);
  const factor = context.timeoutFactor ?? 1;
  return {
    failOn: step.failOn.filter(isLive).map(compile),
    always: step.always.filter(isLive).map(compile),
    items: step.dialogue.flatMap((item) => compileItem(item, isLive, compile)),
    excluded: excludedOf(step, context),
    timeoutMs: (step.timeoutMs ?? defaultTimeoutMs) * factor,
    idleMs: (step.idleMs ?? defaultIdleMs) * factor,
    stallMs: defaultStallMs * factor,
  };
}

function compileItem(
  item: ScriptItem,
  isLive: (each: ScriptExchange) => boolean,
  compile: (each: ScriptExchange) => Exchange,
): Item[] {
  if (item.kind === 'exchange')
    return isLive(item.exchange) ? [{ kind: 'exchange', exchange: compile(item.exchange) }] : [];
  const exchanges = item.exchanges.filter(isLive);
  return exchanges.length === 0 ? [] : [{ kind: 'any-order', exchanges: exchanges.map(compile) }];
}

/** Exchanges that must not come with these params, unless another one waits for the same prompt with them. */
function excludedOf(step: SpawnStep, context: DialogueContext): ExcludedExchange[] {
  const all = step.dialogue.flatMap((item) => (item.kind === 'exchange' ? [item.exchange] : item.exchanges));
  const live = [...all, ...step.always, ...step.failOn].filter(({ when }) =>
    isIncluded(when, context.params),
  );
  return all.flatMap((each) => {
    const { when } = each;
    if (when === undefined || isIncluded(when, context.params)) return [];
    if (
      live.some((other) => isEqualPattern(other.expect, each.expect)) ||
      !isKnown(each.expect, context.params)
    )
      return [];
    const exchange = compileExchange({ ...each, response: { kind: 'none' }, save: {} }, context);
    return [{ exchange, condition: describeWhen(when) }];
  });
}

/** A pattern may name params that have a value only when its condition holds; then it cannot be recognised. */
function isKnown({ pattern }: PatternSource, params: ParamValues): boolean {
  if (pattern.kind !== 'template') return true;
  const names = referencesOf(pattern.text).flatMap(({ path }) => /^params\.(.+)$/.exec(path)?.[1] ?? []);
  return names.every((name) => params[name] !== undefined && params[name] !== '');
}

function compileExchange(source: ScriptExchange, context: DialogueContext): Exchange {
  const { place, expect, response, save, isOptional, maxTimes, timeoutMs, settleMs } = source;
  const saved = Object.entries(save);
  const onMatch = (match: Match): void => {
    for (const [name, template] of saved)
      context.save(name, renderTemplate(template, withMatch(context.lookup, match)));
  };
  return {
    place,
    label: renderLabel(expect, context.lookup),
    pattern: renderPattern(expect, context.lookup),
    response: compileResponse(response, context),
    isOptional,
    maxTimes,
    ...(saved.length > 0 && { onMatch }),
    ...(timeoutMs !== undefined && { timeoutMs: timeoutMs * (context.timeoutFactor ?? 1) }),
    ...(settleMs !== undefined && { settleMs }),
  };
}

/**
 * A pattern with its references in place: literally in text, escaped in a regular expression. Throws SCRIPT_INVALID
 * when nothing is left to wait for.
 */
export function renderPattern({ pattern, place, label }: PatternSource, lookup: Lookup): Pattern {
  if (pattern.kind !== 'template') return pattern;
  const { parts } = pattern.text;
  const escape = pattern.isRegExp ? escapeRegExp : (text: string): string => text;
  const text = parts
    .map((part) => (part.kind === 'text' ? part.text : escape(renderPart(part, lookup))))
    .join('');
  if (text.trim() === '') {
    const diagnostic = { place, message: 'with these values the pattern is empty', source: label };
    throw new UnattendError('SCRIPT_INVALID', { file: place.file, diagnostics: [diagnostic] });
  }
  return pattern.isRegExp ? { kind: 'regexp', source: text, flags: pattern.flags } : { kind: 'text', text };
}

/** The pattern as it is waited for, for messages: as written, with references in place. */
export function renderLabel({ pattern, label }: PatternSource, lookup: Lookup): string {
  if (pattern.kind !== 'template') return label;
  const text = renderTemplate(pattern.text, lookup);
  return pattern.isRegExp ? `/${text}/${pattern.flags}` : text;
}

function compileResponse(response: ScriptResponse, { lookup }: DialogueContext): Response {
  if (response.kind === 'fail') return { kind: 'fail', message: renderTemplate(response.message, lookup) };
  if (response.kind !== 'text') return response;
  const [first, ...rest] = response.sources;
  const compile = (source: ScriptAnswer) =>
    source.kind === 'secret'
      ? source
      : {
          kind: 'text' as const,
          render: (match: Match) => renderTemplate(source.text, withMatch(lookup, match)),
        };
  return { ...response, sources: [compile(first), ...rest.map(compile)] };
}

/** Names with the captures of a match; a capture that took part in no match is empty. */
function withMatch(lookup: Lookup, match: Match): Lookup {
  return (path) => {
    const name = /^match\.(.+)$/.exec(path)?.[1];
    if (name === undefined) return lookup(path);
    return (/^\d+$/.test(name) ? match.groups[Number(name)] : match.named[name]) ?? '';
  };
}
