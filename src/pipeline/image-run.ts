import { commitNameOf } from '../engine/commit-name.js';
import type { Container, Engine, ImageDescription } from '../engine/engine.js';
import type { RunSummary } from '../events.js';
import { containerWorkplace } from './container-workplace.js';
import { Cleanup } from './cleanup.js';
import type { ReferenceValues } from './context.js';
import { type Deployment, startDeployment } from './deploy.js';
import { type Keepable, keepAfterFailure, keepContainer } from './keep.js';
import { noted } from './late-container.js';
import { namesOf } from './names.js';
import type { Destination } from './plan.js';
import { prepare } from './prepare.js';
import { publish } from './publish.js';
import { askAboutLayer, lookAtLayer } from './review.js';
import { contextOf, inPhase, type RunParts } from './run-parts.js';
import { makeReady, seal } from './seal.js';
import { optional } from './step-context.js';
import { runSteps } from './steps.js';
import { tagsOf } from './tags.js';
import { runTests } from './test-phase.js';

type ImageDestination = Extract<Destination, { kind: 'image' }>;

/** Deploys in a container from the base, seals it into a candidate, tests that, and gives it its tags last. */
export async function runToImage(parts: RunParts, destination: ImageDestination): Promise<void> {
  const { plan, result, ledger, cleanup } = parts;
  const engine = engineOf(parts);
  const names = namesOf(plan.runId);
  const base = await engine.resolveImage(destination.base ?? '');
  const { workspace, values } = await prepare(parts, base.config.env);
  result.leftOut = workspace.sizes;
  ledger.note({
    engine: engine.address,
    containers: [names.container, names.testContainer],
    images: [names.candidate, commitNameOf(names.candidate)],
  });
  const placed = new Cleanup();
  const deployment = await inPhase(parts, 'deploy', async () => {
    const started = await startDeployment({
      plan,
      engine,
      ledger,
      base,
      name: names.container,
      inputs: workspace.inputs,
      values,
      placed,
    });
    cleanup.add(`remove the container ${names.container}`, async () =>
      started.container[Symbol.asyncDispose](),
    );
    const keepable = keepableOf(parts, destination, started.container, workspace.directory);
    await keepAfterFailure(parts, keepable, async () => {
      await runSteps(plan.session.deploy, contextOf(parts, started.workplace, started.values), plan.inputs);
    });
    return { ...started, keepable };
  });
  if (destination.outcome === 'nothing') return;
  if (destination.outcome === 'review') {
    await showOnly(parts, destination, deployment);
    return;
  }
  await ship(parts, destination, { engine, base, deployment, placed });
}

/** Without a seal, `--keep` leaves the container after a success too: it is all there is to look at. */
async function showOnly(
  parts: RunParts,
  { isListed, isKept }: ImageDestination,
  { container, placed, keepable }: Deployed,
): Promise<void> {
  const { deleted } = await makeReady({
    placed,
    container,
    session: parts.plan.session,
    ...optional('cancelSignal', parts.cancelSignal),
  });
  parts.result.excluded = deleted;
  parts.cancelSignal?.throwIfAborted();
  await lookAtLayer(parts, container, isListed);
  if (isKept) await keepContainer(parts, keepable);
}

interface Deployed extends Deployment {
  readonly keepable: Keepable;
}

function keepableOf(
  { plan: { session } }: RunParts,
  { isKept }: ImageDestination,
  container: Container,
  workspace: string,
): Keepable {
  return {
    container,
    isKept,
    ...optional('user', session.container.user?.name),
    ...(session.inputs.length === 0 ? {} : { inputs: workspace }),
  };
}

interface Shipment {
  readonly engine: Engine;
  readonly base: ImageDescription;
  readonly deployment: Deployed;
  readonly placed: Cleanup;
}

async function ship(parts: RunParts, destination: ImageDestination, shipment: Shipment): Promise<void> {
  const { plan, ledger, cleanup, result, traces, redactor } = parts;
  const { engine, base, deployment, placed } = shipment;
  const names = namesOf(plan.runId);
  const { container, values } = deployment;
  const tags = tagsOf(destination.tags, plan.session.image.tags, values);
  const candidate = await inPhase(parts, 'seal', async () => {
    cleanup.add(`remove the image ${names.candidate}`, async () => {
      if (result.kept?.container === names.testContainer) return;
      await engine.removeImage(names.candidate);
      await engine.removeImage(commitNameOf(names.candidate));
    });
    const sealed = await keepAfterFailure(parts, deployment.keepable, () =>
      seal({
        engine,
        container,
        base,
        session: plan.session,
        values,
        name: names.candidate,
        placed,
        ledger,
        traces,
        redactor,
        result,
        emit: parts.emit,
        ...optional('cancelSignal', parts.cancelSignal),
        ...(destination.isReviewed ? { mayCommit: () => askAboutLayer(parts, deployment.keepable) } : {}),
      }),
    );
    await container[Symbol.asyncDispose]();
    return sealed;
  });
  if (plan.session.test.length > 0) {
    await inPhase(parts, 'test', () => testCandidate(parts, engine, candidate, destination.isKept, values));
  }
  await inPhase(parts, 'publish', () => publish({ engine, imageId: candidate.id, tags, ledger }));
  result.image = summaryOf(candidate, base, tags);
}

async function testCandidate(
  parts: RunParts,
  engine: Engine,
  candidate: ImageDescription,
  isKept: boolean,
  values: ReferenceValues,
): Promise<void> {
  const { testContainer: name } = namesOf(parts.plan.runId);
  const container = await engine.startContainer({
    name,
    image: candidate.id,
    hostname: 'build',
    network: parts.plan.session.container.network ?? null,
    mounts: [],
    making: noted(parts.ledger, name),
  });
  parts.cleanup.add(`remove the container ${container.name}`, async () => container[Symbol.asyncDispose]());
  const workplace = containerWorkplace({ container, imageConfig: candidate.config, env: {} });
  const keepable = { container, isKept, image: namesOf(parts.plan.runId).candidate };
  await keepAfterFailure(parts, keepable, () =>
    runTests(parts.plan.session.test, contextOf(parts, workplace, values)),
  );
  await container[Symbol.asyncDispose]();
}

function summaryOf(
  image: ImageDescription,
  base: ImageDescription,
  tags: readonly string[],
): NonNullable<RunSummary['image']> {
  return {
    id: image.id,
    tags,
    layersOverBase: image.diffIds.length - base.diffIds.length,
    sizeBytes: image.sizeBytes,
    addedBytes: image.sizeBytes - base.sizeBytes,
  };
}

export function engineOf({ engine }: RunParts): Engine {
  if (engine === undefined) throw new TypeError('This run needs an engine.');
  return engine;
}
