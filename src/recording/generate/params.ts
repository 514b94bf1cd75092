import type { ParamDraft } from './draft.js';
import { nameFromPrompt } from '../name-from-prompt.js';
import { freeName } from './words.js';

/** What an answer looks like that another machine or release would give another one for. */
export function kindOfParam(answer: string): string | undefined {
  if (/^(?:~|\/|[A-Za-z]:\\)[^\s]*[\w/.-]$/.test(answer) && answer.length > 1) return 'path';
  if (/^[a-z][a-z+.-]*:\/\/\S+$/i.test(answer)) return 'address';
  if (/^v?\d+(?:\.\d+){1,3}(?:[-+~]\w+)*$/.test(answer))
    return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(answer) ? 'host' : 'version';
  if (
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(answer) &&
    !/\.(?:pem|key|crt|txt|conf|tar|gz|zip|sh|img)$/i.test(answer)
  )
    return 'host';
  return undefined;
}

/** A parameter and what kind of value it has: `path`, `host`, or `value` for any. */
export interface BookedParam extends ParamDraft {
  readonly kind: string;
}

/** Parameters as they are found: equal values of one kind are one parameter. */
export interface ParamBook {
  /** The name for a value; `wanted` is what the person called it. */
  add(value: string, prompt: string, kind: string, wanted?: string): string;
  /** The name for a choice of its own between values, of which the first one is the default. */
  addChoice(value: string, prompt: string): string;
  /** Another recording had this value. */
  also(name: string, value: string): void;
  readonly all: readonly BookedParam[];
}

/** `isElsewhere`: only the machine that recorded it has this value. */
export function createParamBook(isElsewhere: (value: string) => boolean = () => false): ParamBook {
  const all: BookedParam[] = [];
  const isTaken = (name: string): boolean => all.some((each) => each.name === name);
  return {
    all,
    also(name, value) {
      const at = all.findIndex((each) => each.name === name);
      const param = all[at];
      if (param === undefined || param.value === value) return;
      if (param.of !== undefined) {
        all[at] = { ...param, of: [...new Set([...param.of, value])] };
        return;
      }
      const told = isElsewhere(value) ? 'a path of its own machine' : value;
      all[at] = { ...param, others: [...new Set([...(param.others ?? []), told])] };
    },
    addChoice(value, prompt) {
      const name = freeName(nameFromPrompt(prompt, 'choice'), isTaken);
      all.push({ name, value, of: [value], kind: 'choice' });
      return name;
    },
    add(value, prompt, kind, wanted) {
      const known = all.find((each) => each.value === value && each.kind === kind);
      if (known !== undefined && (wanted === undefined || known.name === wanted)) return known.name;
      const name = freeName(wanted ?? nameFromPrompt(prompt, kind), isTaken);
      const comments = isElsewhere(value) ? ['a path of the machine that recorded this: give your own'] : [];
      all.push({ name, value, kind, comments });
      return name;
    },
  };
}
