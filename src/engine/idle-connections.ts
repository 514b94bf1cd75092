import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import { beforeEachRequest } from './each-request.js';

/**
 * Keeps an agent from using a connection again that nobody has used for longer than `idleMs`. What stands between us and the
 * engine (a proxy, a load balancer) closes idle connections, after 5 s where it is made with Node; a call that is sent at that
 * moment breaks with ECONNRESET. Goes by the clock, for a timer of a busy process is late.
 */
export function leaveIdleConnections<A extends Agent>(
  agent: A,
  idleMs: number,
  nowMs = (): number => performance.now(),
): A {
  const idleSinceMs = new WeakMap<Duplex, number>();
  agent.on('free', (connection: Duplex) => idleSinceMs.set(connection, nowMs()));
  beforeEachRequest(agent, () => {
    // One time for all: an agent passes those over that were destroyed before others, and takes the last even so.
    const now = nowMs();
    for (const connection of Object.values(agent.freeSockets).flat()) {
      if (connection && now - (idleSinceMs.get(connection) ?? 0) > idleMs) connection.destroy();
    }
  });
  return agent;
}
