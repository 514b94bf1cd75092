import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineAddress } from './engine-api.js';

/** The engine behind a socket of our own, which goes away at the end of its block, connections and all. */
export async function openProxy(): Promise<{ readonly address: string } & AsyncDisposable> {
  const path = join(tmpdir(), `unattend-test-${randomBytes(6).toString('hex')}.sock`);
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const engine = createConnection({ path: engineAddress().replace('unix://', ''), allowHalfOpen: true });
    for (const socket of [client, engine]) sockets.add(socket.on('error', () => undefined));
    client.pipe(engine).pipe(client);
  }).listen(path);
  await once(server, 'listening');
  const dispose = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await rm(path, { force: true });
  };
  return { address: `unix://${path}`, [Symbol.asyncDispose]: dispose };
}
