import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { leaveIdleConnections } from '../../src/engine/idle-connections.js';

const IDLE_MS = 100;

/** A server, and calls of it through an agent with a clock. */
async function caller(nowMs: () => number) {
  let connections = 0;
  const server = createServer((_, answer) => answer.end('ok')).on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = leaveIdleConnections(new Agent({ keepAlive: true, scheduling: 'lifo' }), IDLE_MS, nowMs);
  return {
    connections: () => connections,
    call: async (): Promise<string> => {
      const [answer] = (await once(get({ port, host: '127.0.0.1', agent }), 'response')) as [
        NodeJS.ReadableStream,
      ];
      const said = await text(answer);
      await new Promise(setImmediate); // the agent has its connection back
      return said;
    },
    [Symbol.dispose]() {
      agent.destroy();
      server.close();
    },
  };
}

it('a connection is used again while it is fresh, and not after it was idle', async () => {
  let nowMs = 0;
  using server = await caller(() => nowMs);
  const { call, connections } = server;
  expect([await call(), await call(), connections()]).toEqual(['ok', 'ok', 1]);
  nowMs = IDLE_MS;
  expect([await call(), connections()]).toEqual(['ok', 1]);
  nowMs = 2 * IDLE_MS + 1;
  expect([await call(), connections()]).toEqual(['ok', 2]);
});

it('of connections that become too old while they are looked at none is used that was left', async () => {
  let nowMs = 0;
  let passingMs = 0;
  using server = await caller(() => (nowMs += passingMs));
  const { call, connections } = server;
  expect([await Promise.all([call(), call()]), connections()]).toEqual([['ok', 'ok'], 2]);
  [nowMs, passingMs] = [IDLE_MS - 1, 1];
  expect([await call(), connections()]).toEqual(['ok', 2]);
});
