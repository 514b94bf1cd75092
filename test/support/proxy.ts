import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineAddress } from './engine-api.js';

/** The engine behind a socket of our own, which goes away at the end of its block, connections and all. */
export interface Proxy extends AsyncDisposable {
  readonly address: string;
  /** Whether a request was passed on whose first line has that in it. */
  readonly hasPassed: (text: string) => boolean;
}

export async function openProxy(): Promise<Proxy> {
  const path = join(tmpdir(), `unattend-test-${randomBytes(6).toString('hex')}.sock`);
  const sockets = new Set<Socket>();
  const passed: string[] = [];
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const engine = createConnection({ path: engineAddress().replace('unix://', ''), allowHalfOpen: true });
    for (const socket of [client, engine]) sockets.add(socket.on('error', () => undefined));
    client.pipe(engine).pipe(client);
    client.on('data', (bytes: Buffer) => passed.push(bytes.toString('latin1').split('\r\n')[0] ?? ''));
  }).listen(path);
  await once(server, 'listening');
  const dispose = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await rm(path, { force: true });
  };
  return {
    address: `unix://${path}`,
    hasPassed: (text) => passed.some((line) => line.includes(text)),
    [Symbol.asyncDispose]: dispose,
  };
}
