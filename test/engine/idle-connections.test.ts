import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { leaveIdleConnections } from '../../src/engine/idle-connections.js';

const IDLE_MS = 100;

it('a connection is used again while it is fresh, and not after it was idle', async () => {
  let nowMs = 0;
  let connections = 0;
  const server = createServer((_, answer) => answer.end('ok')).on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = leaveIdleConnections(
    new Agent({ keepAlive: true, scheduling: 'lifo' }),
    IDLE_MS,
    () => nowMs,
  );
  const call = async (): Promise<string> => {
    const [answer] = (await once(get({ port, host: '127.0.0.1', agent }), 'response')) as [
      NodeJS.ReadableStream,
    ];
    const said = await text(answer);
    await new Promise(setImmediate); // the agent has its connection back
    return said;
  };
  expect([await call(), await call(), connections]).toEqual(['ok', 'ok', 1]);
  nowMs = IDLE_MS;
  expect([await call(), connections]).toEqual(['ok', 1]);
  nowMs = 2 * IDLE_MS + 1;
  expect([await call(), connections]).toEqual(['ok', 2]);
  agent.destroy();
  server.close();
});
