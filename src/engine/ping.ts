import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { parseAddress, type Endpoint } from './endpoint.js';

/** Whether an engine answers at an address, and if not, why in a few words. */
export type PingResult =
  | { readonly kind: 'answers' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'silent'; readonly reason: string };

const PING_TIMEOUT_MS = 5000;

/** Asks `/_ping` with Node's own client, so that a missing engine is noticed before dockerode is loaded. */
export function ping(endpoint: Endpoint): Promise<PingResult> {
  const target = parseAddress(endpoint);
  if (target === undefined) {
    return Promise.resolve({ kind: 'silent', reason: 'not a unix:// or tcp:// address' });
  }
  const where =
    target.kind === 'unix' ? { socketPath: target.socketPath } : { host: target.host, port: target.port };
  const options = { ...where, path: '/_ping', agent: false as const, timeout: PING_TIMEOUT_MS };
  return new Promise((resolve) => {
    const request = endpoint.tls ? httpsRequest({ ...options, ...endpoint.tls }) : httpRequest(options);
    request.on('response', (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve(status === 200 ? { kind: 'answers' } : { kind: 'silent', reason: `answered ${status}` });
    });
    request.on('timeout', () => {
      request.destroy(new Error(`no answer within ${PING_TIMEOUT_MS / 1000} s`));
    });
    request.on('error', (error: NodeJS.ErrnoException) => resolve(explain(error)));
    request.end();
  });
}

function explain(error: NodeJS.ErrnoException): PingResult {
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return { kind: 'denied' };
  }
  const reasons = new Map([
    ['ENOENT', 'not there'],
    ['ECONNREFUSED', 'nobody listens'],
  ]);
  return { kind: 'silent', reason: reasons.get(error.code ?? '') ?? error.message };
}
