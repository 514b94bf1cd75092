import type { Exchange } from '../dialogue/types.js';
import { isEqualPattern } from '../script/check/unreachable.js';
import { exchangesIn } from '../script/items.js';
import type { ScriptAnswer, ScriptExchange, ScriptResponse, SpawnStep, Template } from '../script/model.js';
import { type Lookup, renderTemplate } from '../script/template.js';
import { recordedAnswer, recordedFill, recordedItem, type RecordedValue } from './recorded-value.js';
import type { ReplayParams } from './replay-params.js';
import type { ReplayedTurn } from './replay-secrets.js';

/** Follows which params the answers of a program give. Answers are numbered as the recorded terminal does. */
export interface AnswerFollower {
  /** An exchange is about to be answered, and this recorded answer is the next. */
  answering(exchange: Exchange, answer: number): void;
  /** The program is over, or failed while that answer was the next. */
  over(answer: number): void;
}

interface Followed {
  readonly step: SpawnStep;
  readonly turns: readonly ReplayedTurn[];
  readonly params: ReplayParams;
  readonly lookup: Lookup;
}

/** A param that is all of what an answer gives, and what was recorded for it. */
interface GivenParam {
  readonly name: string;
  readonly recorded: () => RecordedValue | undefined;
}

/** A param by which this answer was chosen among those to the same prompt, and its values for the others. */
interface ChoosingParam {
  readonly name: string;
  readonly others: readonly string[];
}

type ParamUse = GivenParam | ChoosingParam;

export function followAnswers(followed: Followed): AnswerFollower {
  const { step, params } = followed;
  const sources = [...exchangesIn(step.dialogue), ...step.always];
  const times = new Map<Exchange, number>();
  /** Answers that may not have been taken yet: keys can lie there until the program reads them. */
  let given: readonly { readonly answer: number; readonly uses: readonly ParamUse[] }[] = [];

  function settleBefore(answer: number): void {
    for (const { uses } of given.filter((each) => each.answer < answer))
      for (const { name } of uses) params.settle(name);
    given = given.filter((each) => each.answer >= answer);
  }

  return {
    answering(exchange, answer) {
      settleBefore(answer);
      const time = times.get(exchange) ?? 0;
      times.set(exchange, time + 1);
      const source = sources.find(({ place }) => place === exchange.place);
      if (source === undefined) return;
      const uses = [...usesIn(source.response, time, answer), ...choosing(source, sources)];
      given = [...given, { answer, uses }];
    },
    over(answer) {
      settleBefore(answer);
      for (const use of given.flatMap(({ uses }) => uses)) {
        const value = 'recorded' in use ? use.recorded() : undefined;
        if (value !== undefined) params.take(use.name, value);
        if ('others' in use) params.tryOther(use.name, use.others);
      }
    },
  };

  function usesIn(response: ScriptResponse, time: number, answer: number): readonly ParamUse[] {
    const { turns, lookup } = followed;
    const use = (name: string | undefined, recorded: GivenParam['recorded']): readonly ParamUse[] =>
      name === undefined ? [] : [{ name, recorded }];
    switch (response.kind) {
      case 'text': {
        const source = response.sources[Math.min(time, response.sources.length - 1)];
        return use(paramOf(source), () => recordedAnswer(turns[answer], response.hasEnter));
      }
      case 'select': {
        const [label, ...others] = response.labels;
        return others.length > 0 ? [] : use(paramIn(label), () => recordedItem(turns, answer));
      }
      case 'fill':
        return response.fields.flatMap(({ label, source }) =>
          use(paramOf(source), () => recordedFill(turns, answer, renderTemplate(label, lookup))),
        );
      case 'press':
      case 'handover':
      case 'fail':
      case 'none':
        return [];
    }
  }
}

/** Of a condition on one param alone it can be told which value another answer has. */
function choosing(source: ScriptExchange, sources: readonly ScriptExchange[]): readonly ChoosingParam[] {
  const [name, ...more] = Object.keys(source.when ?? {});
  if (name === undefined || more.length > 0) return [];
  const others = sources
    .filter((other) => other !== source && isEqualPattern(other.expect, source.expect))
    .flatMap(({ when }) => when?.[name] ?? []);
  return others.length === 0 ? [] : [{ name, others: others.map(String) }];
}

const paramOf = (source: ScriptAnswer | undefined): string | undefined =>
  source?.kind === 'text' ? paramIn(source.text) : undefined;

/** The param that a template is, when it is nothing else. */
function paramIn(template: Template | undefined): string | undefined {
  const [part, ...others] = template?.parts ?? [];
  if (part?.kind !== 'reference' || others.length > 0) return undefined;
  return /^params\.(.+)$/.exec(part.path)?.[1];
}
