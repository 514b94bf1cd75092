import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type Dockerode from 'dockerode';
import { parseAddress, type Endpoint } from './endpoint.js';
import { leaveIdleConnections } from './idle-connections.js';
import { refuseOtherAnswers } from './json-answers.js';
import { settleAnswers } from './settle-answers.js';

/** The engine's HTTP client. Never leaves this folder. */
export type Client = Dockerode;

/** Those of Node's own agent. */
const agentOptions = { keepAlive: true, scheduling: 'lifo', timeout: 5000 } as const;

/** Well below the 5 s after which a server made with Node closes an idle connection. */
const IDLE_MS = 1000;

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
    const agent = madeReliable(new HttpAgent(agentOptions));
    const options = { socketPath: target.socketPath, host: '', protocol: 'http', timeout: 0 } as const;
    return refuseOtherAnswers(new Docker(withAgent(options, agent)));
  }
  const { host, port } = target;
  const tls = endpoint.tls as Pick<Dockerode.DockerOptions, 'ca' | 'cert' | 'key'> | undefined;
  const agent = madeReliable(tls ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions));
  const protocol = tls ? 'https' : 'http';
  return refuseOtherAnswers(new Docker(withAgent({ host, port, protocol, timeout: 0, ...tls }, agent)));
}

function madeReliable<A extends HttpAgent>(agent: A): A {
  return settleAnswers(leaveIdleConnections(agent, IDLE_MS));
}

/** docker-modem takes one and its types do not say so. */
function withAgent(options: Dockerode.DockerOptions, agent: HttpAgent): Dockerode.DockerOptions {
  return Object.assign(options, { agent });
}
