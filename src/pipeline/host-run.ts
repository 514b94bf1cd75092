import { hostWorkplace } from './host-workplace.js';
import { prepare } from './prepare.js';
import { flatSteps } from '../script/flat-steps.js';
import { contextOf, inPhase, type RunParts } from './run-parts.js';
import { runSteps } from './steps.js';
import { runTests } from './test-phase.js';

/** Deploys and tests on this machine; `base`, `image` and `container` do not apply. */
export async function runOnHost(parts: RunParts): Promise<void> {
  const { plan, emit } = parts;
  const { session } = plan;
  emit({ kind: 'notice', text: 'on the host: base, image and container of the script are ignored' });
  if (flatSteps(session.deploy).some(({ user }) => user !== undefined))
    emit({ kind: 'notice', text: 'on the host: every step runs as you; `user` of the script is ignored' });
  const { workspace, values } = await prepare(parts, {});
  const workplace = hostWorkplace({ hostEnv: plan.hostEnv, cwd: workspace.directory });
  const context = contextOf(parts, workplace, values);
  await inPhase(parts, 'deploy', () => runSteps(session.deploy, context, plan.inputs));
  if (session.test.length > 0) await inPhase(parts, 'test', () => runTests(session.test, context));
}
