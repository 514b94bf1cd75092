import { nameFromPrompt } from '../name-from-prompt.js';
import type {
  AnswerDraft,
  ExchangeDraft,
  ParamDraft,
  ResponseDraft,
  ScriptDraft,
  SpawnDraft,
  Way,
} from './draft.js';
import { varyingComment } from './exchanges.js';
import { hideInCommand } from './hide-in-command.js';
import { hideInPattern } from './hide-in-pattern.js';
import { createHiding, type Hiding } from './hiding.js';
import { isSamePattern, wordsOf } from './pattern.js';
import { commentsOf } from './secrets.js';
import { freeName } from './words.js';

/** A draft without values of secrets, and each value that is not in it with its secret's name: those that were known, and what was typed and holds one. */
export interface HiddenDraft {
  readonly draft: ScriptDraft;
  readonly values: ReadonlyMap<string, string>;
}

/**
 * The draft without values of secrets, which a recording by another program holds: what was typed openly and is one becomes it,
 * what holds one becomes a secret too, and prompts, comments and commands go on without it. Names and keys stay as they are.
 */
export function hideSecrets(draft: ScriptDraft, values: ReadonlyMap<string, string>): HiddenDraft {
  if (values.size === 0) return { draft, values };
  const hiding = createHiding(values);
  const secrets = [...draft.secrets];
  const params = draft.params.filter(({ value }) => !hiding.isIn(value));
  /** What was typed openly and holds values of secrets, and what other recordings have in its place. */
  const wholes = new Map<string, string>();
  const secretOf = (
    { value: text, others = [] }: Pick<ParamDraft, 'value' | 'others'>,
    prompt: string,
  ): AnswerDraft | undefined => {
    if (!hiding.isIn(text)) return undefined;
    const known = hiding.nameOf(text) ?? wholes.get(text);
    if (known !== undefined) return { kind: 'secret', name: known, isVisible: true };
    const isTaken = (name: string): boolean => [...secrets, ...params].some((each) => each.name === name);
    const name = freeName(nameFromPrompt(prompt, 'secret'), isTaken);
    secrets.push({ name, comments: commentsOf('part') });
    for (const each of [text, ...others]) wholes.set(each, name);
    return { kind: 'secret', name, isVisible: true };
  };
  const spawns = draft.spawns.map((spawn) => hideInSpawn(spawn, { hiding, params: draft.params, secretOf }));
  const hidden = {
    ...draft,
    spawns,
    secrets,
    params: params.map((param) => hideInParam(param, hiding)),
    comments: draft.comments.map(hiding.text),
  };
  return { draft: hidden, values: new Map([...values, ...wholes]) };
}

function hideInParam({ of, others, ...param }: ParamDraft, hiding: Hiding): ParamDraft {
  const isOpen = (value: string): boolean => !hiding.isIn(value);
  return {
    ...param,
    ...(of !== undefined && { of: of.filter(isOpen) }),
    ...(others !== undefined && { others: others.filter(isOpen) }),
  };
}

interface Known {
  readonly hiding: Hiding;
  readonly params: readonly ParamDraft[];
  /** The secret that what was given is or holds. */
  readonly secretOf: (given: Pick<ParamDraft, 'value' | 'others'>, prompt: string) => AnswerDraft | undefined;
}

function hideInSpawn(spawn: SpawnDraft, known: Known): SpawnDraft {
  const { hiding } = known;
  const { command, env } = hideInCommand(spawn.command, hiding);
  const told =
    env.length === 0 ? [] : ['guessed: a secret stood in the command; it comes from the environment now'];
  return {
    ...spawn,
    command,
    env: [...(spawn.env ?? []), ...env],
    always: spawn.always.map((rule) => hideInExchange(rule, known)),
    dialogue: spawn.dialogue.map((exchange) => hideInExchange(exchange, known)),
    comments: [...spawn.comments.map(hiding.text), ...told],
  };
}

function hideInExchange(exchange: ExchangeDraft, known: Known): ExchangeDraft {
  const { hiding } = known;
  const expect = hideInPattern(exchange.expect, hiding);
  const { response, comments } = hideInResponse(exchange.response, wordsOf(expect.parts), known);
  const isSame = isSamePattern(expect, exchange.expect);
  const kept = exchange.comments.filter((each) => isSame || !each.startsWith('varies: '));
  return {
    ...exchange,
    expect,
    response,
    comments: [...kept, ...(isSame ? [] : varyingComment(expect)), ...comments].map(hiding.text),
  };
}

interface Hidden {
  readonly response: ResponseDraft;
  readonly comments: readonly string[];
}

const unnamed = 'a label holds the value of a secret, which is left out: name the item by another part of it';

function hideInResponse(response: ResponseDraft, prompt: string, known: Known): Hidden {
  const { hiding, params, secretOf } = known;
  const hidden = (source: AnswerDraft, asked: string): AnswerDraft => {
    if (source.kind === 'secret') return source;
    const given =
      source.kind === 'text' ? { value: source.text } : params.find(({ name }) => name === source.name);
    return (given && secretOf(given, asked)) ?? source;
  };
  const told = (isOther: boolean, comment: string): readonly string[] => (isOther ? [comment] : []);
  switch (response.kind) {
    case 'answer':
    case 'type': {
      const source = hidden(response.source, prompt);
      const isSame = source === response.source;
      return { response: { ...response, source }, comments: told(!isSame, equalText) };
    }
    case 'fill': {
      const fields = response.fields.map(({ label, source }) => ({
        label: hiding.text(label),
        source: hidden(source, label),
      }));
      const isSame = fields.every(({ source }, at) => source === response.fields[at]?.source);
      return { response: { ...response, fields }, comments: told(!isSame, equalText) };
    }
    case 'select': {
      const { one } = response;
      const value = typeof one === 'string' ? one : params.find(({ name }) => name === one.param)?.value;
      const isIn = hiding.isIn(value ?? '');
      const label = isIn ? hiding.text(value ?? '') : one;
      return { response: { ...response, one: label }, comments: told(isIn, unnamed) };
    }
    case 'tick': {
      const only = response.only.map(hiding.text);
      return { response: { ...response, only }, comments: told(response.only.some(hiding.isIn), unnamed) };
    }
    case 'either': {
      const ways = response.ways.map((way) => ({ way, ...hideInResponse(way.response, prompt, known) }));
      const [first] = ways;
      // A value by which a way is chosen is what it chooses.
      if (first !== undefined && response.ways.some(({ value }) => hiding.isIn(value)))
        return { response: first.response, comments: [...first.comments, unnamedWay] };
      return {
        response: { ...response, ways: ways.flatMap(wayOf) },
        comments: [...new Set(ways.flatMap(({ comments }) => comments))],
      };
    }
    case 'press':
    case 'none':
      return { response, comments: [] };
  }
}

const wayOf = ({ way, response }: Hidden & { readonly way: Way }): readonly Way[] =>
  response.kind === 'either' ? [] : [{ ...way, response }];

const unnamedWay = 'another recording answers this in another way, which the value of a secret would tell';

const equalText = 'guessed: what was typed here, and shown, is the value of a secret or holds one';
