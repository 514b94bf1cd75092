import type { Container, Engine, ImageDescription } from '../engine/engine.js';
import { createLookup } from '../script/lookup.js';
import { renderTemplate } from '../script/template.js';
import type { Cleanup } from './cleanup.js';
import { containerWorkplace } from './container-workplace.js';
import { containerPaths, createUser, mountsOf, placeInputs } from './container-setup.js';
import type { ReferenceValues } from './context.js';
import { noted } from './late-container.js';
import type { Ledger } from './ledger.js';
import type { Plan } from './plan.js';
import { optional, renderEnv } from './step-context.js';
import type { Workplace } from './workplace.js';

/** The container a session is deployed in, and what its steps need. */
export interface Deployment {
  readonly container: Container;
  readonly workplace: Workplace;
  readonly values: ReferenceValues;
  /** Takes away what was put there for the steps and must not be sealed. */
  readonly placed: Cleanup;
}

export interface DeployOptions {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly base: ImageDescription;
  readonly name: string;
  /** Input name to its path in the workspace. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly values: ReferenceValues;
  readonly placed: Cleanup;
}

/** Starts the container from the base with the inputs in their places and the user made. */
export async function startDeployment(options: DeployOptions): Promise<Deployment> {
  const { engine, base, placed } = options;
  const { session } = options.plan;
  const container = await engine.startContainer({
    name: options.name,
    image: base.id,
    hostname: session.container.hostname ?? 'build',
    network: session.container.network ?? null,
    mounts: mountsOf(session.inputs, options.inputs),
    making: noted(options.ledger, options.name),
  });
  try {
    await placeInputs(container, session.inputs, placed);
    await createUser(container, session);
  } catch (error) {
    await container[Symbol.asyncDispose]();
    throw error;
  }
  const values = { ...options.values, inputs: containerPaths(session.inputs) };
  return { container, workplace: workplaceIn(container, base, options.plan, values), values, placed };
}

/** The container as the session's steps see it: its user, its working directory, its environment. */
export function workplaceIn(
  container: Container,
  base: ImageDescription,
  { session, secrets }: Pick<Plan, 'session' | 'secrets'>,
  values: ReferenceValues,
): Workplace {
  const { home, user, workdir, env } = session.container;
  return containerWorkplace({
    container,
    imageConfig: base.config,
    env: { ...(home === undefined ? {} : { HOME: home }), ...renderEnv(env, { values, secrets }) },
    ...optional('user', user?.name),
    ...optional('cwd', workdir === undefined ? undefined : renderTemplate(workdir, createLookup(values))),
  });
}
