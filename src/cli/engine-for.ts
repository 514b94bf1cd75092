import { connectEngine } from '../engine/connect.js';
import type { Engine } from '../engine/engine.js';
import type { Destination } from '../pipeline/plan.js';

/** The engine that a run needs, `--engine` before the environment; none on this machine itself. */
export async function engineFor(
  { kind }: Destination,
  { engine: address }: Readonly<Record<string, unknown>>,
): Promise<Engine | undefined> {
  if (kind === 'host') return undefined;
  return connectEngine({ env: process.env, ...(typeof address === 'string' && { address }) });
}
