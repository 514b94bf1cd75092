import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tarOf } from './engine-api.js';

/** Who asked for something, from where, and below which first folder. */
interface Visit {
  readonly folder: string;
  /** `git`, `npm` or `pip`, by what the program calls itself. */
  readonly program: string;
  readonly address: string;
}

/** A server over TLS with one package, `acme`, for git, npm and pip; the first folder of a path may be any. */
export interface Origin extends AsyncDisposable {
  readonly url: string;
  /** What its certificate is to be checked by. */
  readonly certificate: string;
  readonly visits: readonly Visit[];
}

/** It names a file of the server by its whole address. */
const aboutNpm = 'npm/acme';

export async function openOrigin(host: string): Promise<Origin> {
  const folder = mkdtempSync(join(tmpdir(), 'unattend-origin-'));
  const { key, certificate } = makeCertificate(folder, host);
  await makePackages(folder);
  const visits: Visit[] = [];
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const [, first = '', ...rest] = new URL(request.url ?? '/', 'https://x').pathname.split('/');
    const program = /^\w+/.exec(request.headers['user-agent'] ?? '')?.[0] ?? '';
    visits.push({
      folder: first,
      program,
      address: (request.socket.remoteAddress ?? '').replace('::ffff:', ''),
    });
    const name = rest.join('/').replace(/\/$/, '/index.html');
    try {
      const content = readFileSync(join(folder, 'www', name));
      const own = `https://${request.headers.host ?? ''}/${first}`;
      response.setHeader('content-type', name.endsWith('.html') ? 'text/html' : 'application/octet-stream');
      response.end(name === aboutNpm ? content.toString().replaceAll('ORIGIN', own) : content);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${host}:${port}`,
    certificate,
    visits,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}

function makeCertificate(
  folder: string,
  host: string,
): { readonly key: string; readonly certificate: string } {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  // An address without a name, reached through a proxy, is `localhost` to npm 11.
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=IP:${host},DNS:localhost`];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const to = ['-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, ...to], { stdio: 'pipe' });
  return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
}

async function makePackages(folder: string): Promise<void> {
  const www = join(folder, 'www');
  for (const name of ['npm', 'simple/acme']) mkdirSync(join(www, name), { recursive: true });
  const manifest = { name: 'acme', version: '1.0.0' };
  const tarball = await tarOf({ 'package/package.json': JSON.stringify(manifest) });
  writeFileSync(join(www, 'npm/acme-1.0.0.tgz'), gzipSync(tarball));
  const dist = { tarball: 'ORIGIN/npm/acme-1.0.0.tgz' };
  const about = {
    name: 'acme',
    'dist-tags': { latest: '1.0.0' },
    versions: { '1.0.0': { ...manifest, dist } },
  };
  writeFileSync(join(www, aboutNpm), JSON.stringify(about));
  const wheel = 'acme-1.0-py3-none-any.whl';
  writeFileSync(join(www, 'simple/acme/index.html'), `<a href="${wheel}">${wheel}</a>`);
  execFileSync('python3', ['-c', makeWheel, join(www, 'simple/acme', wheel)]);
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', args, {
      cwd: folder,
      stdio: 'pipe',
      env: { PATH: process.env['PATH'], HOME: folder },
    });
  git('init', '-q', '-b', 'main', 'work');
  const who = ['-c', 'user.name=acme', '-c', 'user.email=acme@example.org'];
  git('-C', 'work', ...who, 'commit', '-q', '--allow-empty', '-m', 'first');
  git('clone', '-q', '--bare', 'work', 'www/acme.git');
  // What a server without a program of git's own serves.
  git('-C', 'www/acme.git', 'update-server-info');
}

const makeWheel = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    wheel.writestr('acme.py', 'name = "acme"\\n')
    wheel.writestr('acme-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: acme\\nVersion: 1.0\\n')
    wheel.writestr('acme-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr('acme-1.0.dist-info/RECORD', '')
`;
