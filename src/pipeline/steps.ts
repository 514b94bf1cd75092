import { isIncluded } from '../script/when.js';
import type { Step } from '../script/model.js';
import { copyStep } from './copy-step.js';
import { runStep } from './run-step.js';
import { scopeStep } from './scope-step.js';
import { spawnStep } from './spawn-step.js';
import type { StepContext } from './step-context.js';

/** Runs steps in order, those whose `when` holds. `sources` are the inputs' paths as the user gave them. */
export async function runSteps(
  steps: readonly Step[],
  context: StepContext,
  sources: Readonly<Record<string, string>>,
): Promise<void> {
  for (const step of steps) {
    if (!isIncluded(step.when, context.values.params)) continue;
    if (step.kind === 'run') await runStep(step, context);
    else if (step.kind === 'spawn') await spawnStep(step, context);
    else if (step.kind === 'copy') await copyStep(step, context, sources);
    else await scopeStep(step, context, (inside) => runSteps(step.steps, inside, sources));
  }
}
