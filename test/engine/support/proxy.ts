import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import { rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import type { Duplex } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineAddress, uniqueName } from './engine.js';

/** What a faulty engine answers instead of the real one; `undefined` lets the call through. */
export type Fault = (
  call: IncomingMessage,
) => { readonly status: number; readonly message: string } | undefined;

/** The real engine behind a socket at which some calls fail. */
export async function faultyEngine(fault: Fault): Promise<{ readonly address: string } & AsyncDisposable> {
  const upstream = engineAddress().replace('unix://', '');
  const socket = join(tmpdir(), `${uniqueName()}.sock`);
  const server = createServer((call, answer) => {
    const failure = fault(call);
    if (failure) {
      call.resume().on('end', () => {
        answer.writeHead(failure.status, { 'content-type': 'application/json' });
        answer.end(JSON.stringify({ message: failure.message }));
      });
      return;
    }
    const { method, url, headers } = call;
    const onward = request({ socketPath: upstream, method, path: url, headers, agent: false }, (response) => {
      answer.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    call.pipe(onward);
  });
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (call, client, head) => {
    const failure = fault(call);
    if (failure) {
      const body = JSON.stringify({ message: failure.message });
      client.end(
        `HTTP/1.1 ${failure.status} Failed\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      return;
    }
    upgraded.add(client);
    const onward = createConnection({ path: upstream, allowHalfOpen: true });
    const headers = call.rawHeaders.map((text, index) => (index % 2 ? `${text}\r\n` : `${text}: `)).join('');
    onward.write(`${call.method} ${call.url} HTTP/1.1\r\n${headers}\r\n`);
    // What came with the head is sent on late: Docker drops it when it comes along, and takes it for stdin when not.
    setTimeout(() => {
      onward.write(head);
      client.pipe(onward).pipe(client);
    }, 20);
    client.on('error', () => onward.destroy()).on('close', () => onward.destroy());
    onward.on('error', () => client.destroy());
  });
  server.listen(socket);
  await once(server, 'listening');
  const dispose = async (): Promise<void> => {
    server.closeAllConnections();
    upgraded.forEach((client) => client.destroy());
    server.close();
    await rm(socket, { force: true });
  };
  return { address: `unix://${socket}`, [Symbol.asyncDispose]: dispose };
}
