import { UnattendError } from '../errors.js';
import { findCandidates } from './candidates.js';
import { openClient } from './client.js';
import type { Endpoint, Environment } from './endpoint.js';
import type { Engine } from './engine.js';
import { ping } from './ping.js';

export interface ConnectOptions {
  /** `unix:///…` or `tcp://…`; nothing else is tried when it is given. */
  readonly address?: string;
  /** Read: DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH, XDG_RUNTIME_DIR, HOME. */
  readonly env: Environment;
}

/**
 * Finds the engine: the given address, else `DOCKER_HOST`, else the current Docker context, else the first usual socket
 * that answers. Throws `ENGINE_DENIED` when none answers and one may not be talked to, else `ENGINE_MISSING`.
 */
export async function connectEngine({ address, env }: ConnectOptions): Promise<Engine> {
  const { endpoints, problem } = await findCandidates(address, env);
  const tried = problem === undefined ? [] : [problem];
  let denied: Endpoint | undefined;
  for (const endpoint of endpoints) {
    const result = await ping(endpoint);
    if (result.kind === 'answers') {
      const { DockerEngine } = await import('./docker-engine.js');
      return new DockerEngine(endpoint.address, await openClient(endpoint));
    }
    if (result.kind === 'denied') {
      denied ??= endpoint;
    } else {
      tried.push(`${endpoint.address} (${result.reason})`);
    }
  }
  throw denied
    ? new UnattendError('ENGINE_DENIED', { address: denied.address })
    : new UnattendError('ENGINE_MISSING', { tried });
}
