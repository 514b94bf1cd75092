import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineAddress } from './engine-api.js';
import { type PassedRequest, requestsIn } from './http-requests.js';

/** The engine behind a socket of our own, which goes away at the end of its block, connections and all. */
export interface Proxy extends AsyncDisposable {
  readonly address: string;
  /** Whether a request was passed on whose first line has that in it. */
  readonly hasPassed: (text: string) => boolean;
  /** What was passed on so far, one connection after the other. */
  readonly requests: () => readonly PassedRequest[];
}

export async function openProxy(): Promise<Proxy> {
  const path = join(tmpdir(), `unattend-test-${randomBytes(6).toString('hex')}.sock`);
  const sockets = new Set<Socket>();
  const passed: Buffer[][] = [];
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const engine = createConnection({ path: engineAddress().replace('unix://', ''), allowHalfOpen: true });
    for (const socket of [client, engine]) sockets.add(socket.on('error', () => undefined));
    client.pipe(engine).pipe(client);
    const sent: Buffer[] = [];
    passed.push(sent);
    client.on('data', (bytes: Buffer) => sent.push(bytes));
  }).listen(path);
  await once(server, 'listening');
  const dispose = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await rm(path, { force: true });
  };
  const requests = (): readonly PassedRequest[] => passed.flatMap((sent) => requestsIn(Buffer.concat(sent)));
  return {
    address: `unix://${path}`,
    hasPassed: (text) => requests().some(({ line }) => line.includes(text)),
    requests,
    [Symbol.asyncDispose]: dispose,
  };
}
