import type { Session } from '../script/model.js';
import { parseParamValue, type ParamValues, resolveParams } from '../script/params.js';
import type { RecordedValue } from './recorded-value.js';

/**
 * The params of a script in a replay. What is given stays; of another one the recording's first answer for it tells the value,
 * and from the beginning: conditions, patterns and commands may name it too, so the replay is played again with that value.
 */
export interface ReplayParams {
  /** The values of this pass. */
  readonly values: ParamValues;
  /** An answer was given with this param's value, and was the recorded one: so it stays. */
  settle(name: string): void;
  /** Another value was recorded where this one was to be given; passed over when the param has its value or cannot have that one. */
  take(name: string, recorded: RecordedValue): void;
  /** None of these answers was the recorded one where the param has its value: others may be, and are tried in turn. */
  tryOther(name: string, values: readonly string[]): void;
  /** Begins another pass when the last one found values that make a difference; false when it did not. */
  again(): boolean;
  /** Throws PARAM_INVALID for a param that is required and has no value. */
  mustBeWhole(): void;
}

/** Throws PARAM_INVALID for what is given and does not fit. */
export function createReplayParams(
  session: Pick<Session, 'params'>,
  given: Readonly<Record<string, string>>,
): ReplayParams {
  const words = new Map(Object.entries(given));
  const found = new Map<string, string>();
  const settled = new Set<string>();
  const tried = new Map<string, Set<string>>();
  const open = { params: session.params.map((param) => ({ ...param, isRequired: false })) };
  let values = resolveParams(open, Object.fromEntries(words));

  return {
    get values() {
      return values;
    },
    settle: (name) => void settled.add(name),
    take(name, recorded) {
      const param = session.params.find((each) => each.name === name);
      if (param === undefined || words.has(name) || settled.has(name) || found.has(name)) return;
      const text =
        param.type === 'choice' ? param.of?.find((each) => recorded.isMeantBy(each)) : recorded.text;
      if (text === undefined || !('value' in parseParamValue(param, text))) return;
      if (text !== String(values[name] ?? '')) found.set(name, text);
    },
    tryOther(name, texts) {
      if (name in given || settled.has(name) || found.has(name)) return;
      const first = String(values[name] ?? '');
      const before = tried.get(name) ?? new Set([first]);
      const [initial = first] = before;
      // Where none fits, the failure is that of the value it has by itself.
      const next = texts.find((text) => !before.has(text)) ?? initial;
      tried.set(name, before.add(next));
      if (next !== first) found.set(name, next);
    },
    again() {
      if (found.size === 0) return false;
      for (const [name, text] of found) words.set(name, text);
      found.clear();
      settled.clear();
      values = resolveParams(open, Object.fromEntries(words));
      return true;
    },
    mustBeWhole: () => void resolveParams(session, Object.fromEntries(words)),
  };
}
