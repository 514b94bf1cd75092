import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromEngine, jsonFromEngine } from './engine-api.js';
import { until } from './until.js';

/** Debian's tinyproxy, with a password, on a network of containers that has no other way out. */
export interface HttpProxy extends AsyncDisposable {
  /** The containers' network. */
  readonly network: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** What it has written about its requests. */
  log(): string;
}

export async function openHttpProxy(token: string, password = `pass-${token}`): Promise<HttpProxy> {
  const network = `unattend-test-${token}`;
  const body = Buffer.from(JSON.stringify({ Name: network, Internal: true, CheckDuplicate: true }));
  await fromEngine({ method: 'POST', path: '/networks/create', body });
  const { IPAM } = await jsonFromEngine<{ IPAM: { Config: [{ Gateway: string }] } }>(`/networks/${network}`);
  const host = IPAM.Config[0].Gateway;
  const directory = await mkdtemp(join(tmpdir(), 'unattend-proxy-'));
  const [port, user] = [await freePort(host), 'acme'];
  const lines = [
    `Port ${port}`,
    `Listen ${host}`,
    'Timeout 60',
    'LogLevel Connect',
    `PidFile "${join(directory, 'pid')}"`,
    `BasicAuth ${user} ${password}`,
  ];
  await writeFile(join(directory, 'conf'), `${lines.join('\n')}\n`);
  const child = spawn('tinyproxy', ['-d', '-c', join(directory, 'conf')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (log += bytes.toString()));
  await until('the proxy answers', () => answers(host, port));
  return {
    network,
    host,
    port,
    user,
    password,
    log: () => log,
    async [Symbol.asyncDispose]() {
      child.kill();
      if (child.exitCode === null) await once(child, 'exit');
      await fromEngine({ method: 'DELETE', path: `/networks/${network}` });
      await rm(directory, { recursive: true });
    },
  };
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
