import { workplaceIn } from './deploy.js';
import { engineOf } from './image-run.js';
import type { Destination } from './plan.js';
import { prepare } from './prepare.js';
import { contextOf, inPhase, type RunParts } from './run-parts.js';
import { optional } from './step-context.js';
import { runSteps } from './steps.js';
import { streamInputs } from './stream-inputs.js';
import { runTests } from './test-phase.js';

/** Deploys and tests in a container that already runs and is not ours; nothing is sealed, nothing of ours stays. */
export async function runInContainer(
  parts: RunParts,
  destination: Extract<Destination, { kind: 'container' }>,
): Promise<void> {
  const { plan, cleanup, emit } = parts;
  const { session } = plan;
  const engine = engineOf(parts);
  parts.ledger.note({ engine: engine.address });
  const container = await engine.attachContainer(destination.id, parts.ledger.journal);
  emit({
    kind: 'notice',
    text: `in the container ${destination.id}: base and image of the script are ignored`,
  });
  const base = await engine.resolveImage(container.imageId);
  const { workspace, values: prepared } = await prepare(parts, base.config.env);
  const context = await inPhase(parts, 'deploy', async () => {
    const { workdir } = destination;
    const inputs = await streamInputs({
      container,
      workspace,
      cleanup,
      runId: plan.runId,
      ...optional('workdir', workdir),
      ...optional('cancelSignal', parts.cancelSignal),
    });
    const values = { ...prepared, inputs };
    const context = contextOf(parts, workplaceIn(container, base, plan, values), values);
    await runSteps(session.deploy, context, plan.inputs);
    return context;
  });
  if (session.test.length > 0) await inPhase(parts, 'test', () => runTests(session.test, context));
}
