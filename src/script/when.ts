import type { ParamValue, When } from './model.js';
import type { ParamValues } from './params.js';

/** Whether a condition holds: every named param has one of the values. No condition always holds. */
export function isIncluded(when: When | undefined, params: ParamValues): boolean {
  return Object.entries(when ?? {}).every(([name, values]) => values.some((value) => value === params[name]));
}

/** A condition for messages: `platform=B`, `platform=A|B and release=4.3`. */
export function describeWhen(when: When): string {
  return Object.entries(when)
    .map(([name, values]) => (values.length === 0 ? `no ${name}` : `${name}=${values.map(String).join('|')}`))
    .join(' and ');
}

/** The condition that holds when both do; of a param that cannot be both it has no value, and never holds. */
export function bothWhen(one: When | undefined, other: When | undefined): When | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const shared = Object.keys(one).filter((name) => Object.hasOwn(other, name));
  const common = shared.map((name): [string, readonly ParamValue[]] => [
    name,
    (one[name] ?? []).filter((value) => other[name]?.includes(value)),
  ]);
  return { ...one, ...other, ...Object.fromEntries(common) };
}

/** Whether the first condition holds whenever the second does. */
export function covers(first: When | undefined, second: When | undefined): boolean {
  return Object.entries(first ?? {}).every(([name, values]) => {
    const narrower = second?.[name];
    return narrower?.every((value) => values.includes(value)) ?? false;
  });
}
