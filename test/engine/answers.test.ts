import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openClient, type Client } from '../../src/engine/client.js';
import { uniqueName } from './support/engine.js';
import { until } from './support/until.js';

/** A client of an engine that answers everything so. */
async function clientOf(
  answer: (response: ServerResponse) => void,
): Promise<{ readonly client: Client; readonly connections: () => Promise<number> } & AsyncDisposable> {
  const socket = join(tmpdir(), `${uniqueName()}.sock`);
  const server = createServer((call, response) => {
    call.resume();
    answer(response);
  }).listen(socket);
  await once(server, 'listening');
  return {
    client: await openClient({ address: `unix://${socket}` }),
    connections: () => promisify(server.getConnections.bind(server))(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await rm(socket, { force: true });
    },
  };
}

test('an answer whose connection breaks in its middle rejects as broken', async () => {
  await using engine = await clientOf((response) => response.write('{"Id":', () => response.destroy()));
  await expect(engine.client.getContainer('x').inspect()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a program that is refused leaves no connection open, though nobody has ended its input', async () => {
  const said = '{"message":"container x is not running"}';
  // As Docker does it: it goes on listening, which Node's server does not.
  await using engine = await clientOf((response) =>
    response.socket?.write(`HTTP/1.1 409 Conflict\r\nContent-Length: ${said.length}\r\n\r\n${said}`),
  );
  const start = engine.client.getExec('x').start({ hijack: true, stdin: true, Tty: false });
  await expect(start).rejects.toMatchObject({ statusCode: 409 });
  await until('the connection is closed', async () => (await engine.connections()) === 0);
});

describe('an answer', () => {
  const answering = (text: string) => clientOf((response) => response.end(text));

  test.each(['{"Id": "sha256:12', '<html>', ''])('that is no JSON is not handed on: %j', async (text) => {
    await using engine = await answering(text);
    await expect(engine.client.getContainer('x').inspect()).rejects.toThrow(SyntaxError);
  });

  test.each(['null', 'false', ' 0\n'])('that is %j is JSON', async (text) => {
    await using engine = await answering(text);
    await expect(engine.client.listContainers()).resolves.toBeDefined();
  });

  test('to a call that changes something may be empty', async () => {
    await using engine = await answering('');
    await expect(engine.client.getContainer('x').wait()).resolves.toBeDefined();
  });
});
