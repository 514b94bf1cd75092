import type { SecureContextOptions } from 'node:tls';

/** The caller's environment: only the variables that say where an engine is are read. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type TlsMaterial = Readonly<Pick<SecureContextOptions, 'ca' | 'cert' | 'key'>>;

/** Where an engine may be. */
export interface Endpoint {
  /** `unix:///path/to/socket` or `tcp://host:port`. */
  readonly address: string;
  /** Absent: no TLS. */
  readonly tls?: TlsMaterial;
}

/** An address taken apart, as a HTTP client wants it. */
export type Target =
  | { readonly kind: 'unix'; readonly socketPath: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

const PLAIN_PORT = 2375;
const TLS_PORT = 2376;

/** Takes an address apart; `undefined` when it is of a kind that is not supported (`ssh://`, `npipe://`). */
export function parseAddress({ address, tls }: Endpoint): Target | undefined {
  if (address.startsWith('unix://')) {
    return { kind: 'unix', socketPath: address.slice('unix://'.length) };
  }
  const match = /^(?:tcp|https?):\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?\/?$/.exec(address);
  if (match?.[1] === undefined) {
    return undefined;
  }
  const port = match[2] === undefined ? (tls ? TLS_PORT : PLAIN_PORT) : Number(match[2]);
  return { kind: 'tcp', host: match[1].replace(/^\[|\]$/g, ''), port };
}
