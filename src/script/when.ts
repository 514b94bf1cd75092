import type { When } from './model.js';
import type { ParamValues } from './params.js';

/** Whether a condition holds: every named param has one of the values. No condition always holds. */
export function isIncluded(when: When | undefined, params: ParamValues): boolean {
  return Object.entries(when ?? {}).every(([name, values]) => values.some((value) => value === params[name]));
}

/** A condition for messages: `platform=B`, `platform=A|B and release=4.3`. */
export function describeWhen(when: When): string {
  return Object.entries(when)
    .map(([name, values]) => `${name}=${values.map(String).join('|')}`)
    .join(' and ');
}

/** Whether the first condition holds whenever the second does. */
export function covers(first: When | undefined, second: When | undefined): boolean {
  return Object.entries(first ?? {}).every(([name, values]) => {
    const narrower = second?.[name];
    return narrower?.every((value) => values.includes(value)) ?? false;
  });
}
