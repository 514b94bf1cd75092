import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import type { Duplex, Readable, Writable } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineAddress, uniqueName } from './engine.js';

/** What a faulty engine does about a call; `undefined` lets it through. */
export type Fault = (call: IncomingMessage) => Refusal | Cut | Mute | Silence | Delay | undefined;

/** Answers instead of the real engine, with a message as it gives one or with any text. */
type Refusal = { readonly status: number } & ({ readonly message: string } | { readonly text: string });

/** Lets the real engine answer, and closes the connection once that many bytes of its answer have gone through. */
interface Cut {
  readonly cutAfterBytes: number;
  /** Of a stream, counts what comes behind the head of the answer. */
  readonly isBehindHead?: true;
}

/** Begins a stream as the real engine does, and passes on nothing that comes in it. */
interface Mute {
  readonly isMute: true;
}

/** Never answers. */
interface Silence {
  readonly isSilent: true;
}

/** Passes a call that begins no stream on so much later, in milliseconds, as an engine that is busy. */
interface Delay {
  readonly lateMs: number;
}

const isCut = (fault: Refusal | Cut): fault is Cut => 'cutAfterBytes' in fault;

const bodyOf = (refusal: Refusal): string =>
  'text' in refusal ? refusal.text : JSON.stringify({ message: refusal.message });

/** The real engine behind a socket at which some calls fail. */
export async function faultyEngine(fault: Fault): Promise<{ readonly address: string } & AsyncDisposable> {
  const upstream = engineAddress().replace('unix://', '');
  const socket = join(tmpdir(), `${uniqueName()}.sock`);
  const server = createServer((call, answer) => {
    const failure = fault(call);
    if (failure && 'isSilent' in failure) {
      call.resume();
      return;
    }
    if (failure && 'lateMs' in failure) {
      setTimeout(() => pass(call, answer, undefined), failure.lateMs);
      return;
    }
    if (failure && 'isMute' in failure) throw new Error(`no stream begins with ${call.url}`);
    if (failure && !isCut(failure)) {
      call.resume().on('end', () => {
        answer.writeHead(failure.status, { 'content-type': 'application/json' });
        answer.end(bodyOf(failure));
      });
      return;
    }
    pass(call, answer, failure);
  });
  const pass = (call: IncomingMessage, answer: ServerResponse, cut: Cut | undefined): void => {
    const { method, url, headers } = call;
    const onward = request({ socketPath: upstream, method, path: url, headers, agent: false }, (response) => {
      if (cut?.cutAfterBytes === 0) {
        answer.destroy();
        return;
      }
      answer.writeHead(response.statusCode ?? 500, response.headers);
      if (cut) {
        answer.flushHeaders();
        cutAfter(cut, response, answer);
      } else response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    call.pipe(onward);
  };
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (call, client, head) => {
    const failure = fault(call);
    if (failure && ('isSilent' in failure || 'lateMs' in failure)) return;
    const isMute = failure !== undefined && 'isMute' in failure;
    if (failure && !isMute && !isCut(failure)) {
      const body = bodyOf(failure);
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
      client.pipe(onward);
      if (isMute) passHead(onward, client);
      else if (failure) cutAfter(failure, onward, client);
      else onward.pipe(client);
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

function passHead(from: Readable, to: Writable): void {
  let all = Buffer.alloc(0);
  from.on('data', (bytes: Buffer) => {
    const isWhole = all.includes('\r\n\r\n');
    all = Buffer.concat([all, bytes]);
    const end = all.indexOf('\r\n\r\n');
    if (!isWhole && end >= 0) to.write(all.subarray(0, end + 4));
  });
}

function cutAfter({ cutAfterBytes, isBehindHead }: Cut, from: Readable, to: Writable): void {
  let gone = Buffer.alloc(0);
  from.on('data', (bytes: Buffer) => {
    const all = Buffer.concat([gone, bytes]);
    const headEnd = isBehindHead ? all.indexOf('\r\n\r\n') : -4;
    const end = isBehindHead && headEnd < 0 ? Infinity : headEnd + 4 + cutAfterBytes;
    to.write(all.subarray(gone.length, end), () => {
      if (all.length >= end) to.destroy();
    });
    gone = all;
    if (all.length >= end) from.destroy();
  });
}
