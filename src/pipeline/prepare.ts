import { dirname, resolve } from 'node:path';
import type { ReferenceValues } from './context.js';
import { hostWorkplace } from './host-workplace.js';
import { contextOf, inPhase, type RunParts } from './run-parts.js';
import { runSteps } from './steps.js';
import { openWorkspace, type Workspace } from './workspace.js';

/** The workspace with its inputs, changed by the session's `prepare` steps, and the values they may name. */
export async function prepare(
  parts: RunParts,
  baseEnv: Readonly<Record<string, string>>,
): Promise<{ workspace: Workspace; values: ReferenceValues }> {
  const { plan } = parts;
  return inPhase(parts, 'prepare', async () => {
    const workspace = await openWorkspace(parts);
    const values = {
      params: plan.params,
      inputs: workspace.inputs,
      workspace: workspace.directory,
      baseEnv,
      saved: new Map<string, string>(),
    };
    const workplace = hostWorkplace({ hostEnv: plan.hostEnv, cwd: dirname(resolve(plan.session.file)) });
    await runSteps(plan.session.prepare, contextOf(parts, workplace, values), plan.inputs);
    return { workspace, values };
  });
}
