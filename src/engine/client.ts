import type Dockerode from 'dockerode';
import { parseAddress, type Endpoint } from './endpoint.js';

/** The engine's HTTP client. Never leaves this folder. */
export type Client = Dockerode;

/**
 * Loads dockerode (measured: 160-320 ms, hence only when an engine is used) for one endpoint.
 * Every option is given, for docker-modem fills the missing ones from this process's DOCKER_HOST. No API version is
 * pinned: Engine 29 refuses versions below 1.44, 20.10 knows none above 1.41.
 */
export async function openClient(endpoint: Endpoint): Promise<Client> {
  const { default: Docker } = await import('dockerode');
  const target = parseAddress(endpoint);
  if (target === undefined) {
    throw new Error(`not an engine address: ${endpoint.address}`);
  }
  if (target.kind === 'unix') {
    return new Docker({ socketPath: target.socketPath, host: '', protocol: 'http', timeout: 0 });
  }
  const { host, port } = target;
  const tls = endpoint.tls as Pick<Dockerode.DockerOptions, 'ca' | 'cert' | 'key'> | undefined;
  return new Docker({ host, port, protocol: tls ? 'https' : 'http', timeout: 0, ...tls });
}
