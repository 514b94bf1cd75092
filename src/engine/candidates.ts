import { currentDockerContext, dockerFolder } from './docker-context.js';
import type { Endpoint, Environment } from './endpoint.js';
import { readTlsFolder } from './tls-files.js';

/** Where to look for an engine: a place somebody chose, which nothing replaces, or the usual places in order. */
export interface Candidates {
  readonly endpoints: readonly Endpoint[];
  /** Why a chosen place is none, for example a context that does not exist. */
  readonly problem?: string;
}

/** `address`, else `DOCKER_HOST`, else the current Docker context, else the usual sockets of Docker and Podman. */
export async function findCandidates(address: string | undefined, env: Environment): Promise<Candidates> {
  const chosen = address ?? (env['DOCKER_HOST'] || undefined);
  if (chosen !== undefined) {
    return { endpoints: [await withEnvironmentTls(chosen, env)] };
  }
  const context = await currentDockerContext(env);
  if (context !== undefined) {
    return context.endpoint
      ? { endpoints: [context.endpoint] }
      : { endpoints: [], problem: `the Docker context "${context.name}" (it has no readable description)` };
  }
  const runtimeFolder = env['XDG_RUNTIME_DIR'];
  return {
    endpoints: [
      { address: 'unix:///var/run/docker.sock' },
      ...(runtimeFolder ? [{ address: `unix://${runtimeFolder}/podman/podman.sock` }] : []),
      { address: 'unix:///run/podman/podman.sock' },
    ],
  };
}

/** A bare `host:port` is TCP, as for Docker's client; `DOCKER_TLS_VERIFY` or an https address asks for TLS. */
async function withEnvironmentTls(chosen: string, env: Environment): Promise<Endpoint> {
  const address = /^[a-z]+:\/\//.test(chosen)
    ? chosen
    : chosen.startsWith('/')
      ? `unix://${chosen}`
      : `tcp://${chosen}`;
  const isTls =
    !address.startsWith('unix://') && (Boolean(env['DOCKER_TLS_VERIFY']) || address.startsWith('https://'));
  return isTls ? { address, tls: await readTlsFolder(tlsFolder(env)) } : { address };
}

function tlsFolder(env: Environment): string {
  return env['DOCKER_CERT_PATH'] || dockerFolder(env);
}
