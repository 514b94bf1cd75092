import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { engineAddress } from './engine-api.js';

/** A way to the engine over TLS, which lets in only who has the key. */
export interface TlsEngine extends AsyncDisposable {
  readonly address: string;
}

/** Listens on loopback, with one certificate for all: it is written to `folder` as `ca.pem`, `cert.pem` and `key.pem`. */
export async function openTlsEngine(folder: string): Promise<TlsEngine> {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', cert], {
    stdio: 'pipe',
  });
  copyFileSync(cert, ca);
  const [keyBytes, certBytes] = [readFileSync(key), readFileSync(cert)];
  const options = { key: keyBytes, cert: certBytes, ca: certBytes, requestCert: true, allowHalfOpen: true };
  const sockets = new Set<Socket>();
  const server = createServer(options, (socket) => {
    const engine = connect({ path: engineAddress().replace('unix://', ''), allowHalfOpen: true });
    for (const [from, to] of [
      [socket, engine],
      [engine, socket],
    ] as const)
      from
        .on('error', () => to.destroy())
        .on('close', () => to.destroy())
        .pipe(to);
  });
  // Also those that were not let in.
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `tcp://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
