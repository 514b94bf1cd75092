import type { PlainStep, ScopeStep, Step } from './model.js';
import type { ParamValues } from './params.js';
import { isIncluded } from './when.js';

/** The steps that do something, in order, those in scopes among them; with `params` only those that would run. */
export function flatSteps(steps: readonly Step[], params?: ParamValues): readonly PlainStep[] {
  return steps.flatMap((step) => {
    if (params !== undefined && !isIncluded(step.when, params)) return [];
    return step.kind === 'scope' ? flatSteps(step.steps, params) : [step];
  });
}

/** All scopes, the outer before the inner; with `params` only those that would be opened. */
export function scopesIn(steps: readonly Step[], params?: ParamValues): readonly ScopeStep[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'scope' || (params !== undefined && !isIncluded(step.when, params))) return [];
    return [step, ...scopesIn(step.steps, params)];
  });
}
