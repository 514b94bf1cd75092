import type { Scope } from './scope.js';

/** The variables by which programs are told of a proxy, in both spellings: curl reads http_proxy in lower case only, others the other. */
const names = ['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy', 'no_proxy'] as const;

export const proxyVariables: readonly string[] = names.flatMap((name) => [name, name.toUpperCase()]);

/** Where programs find the network: by scheme, `http://[user:password@]host:port`. */
export interface ProxySettings {
  readonly http: string;
  /** Default as `http`. */
  readonly https?: string;
  /** Hosts that are reached without it, e.g. `localhost`, `.example.org`. */
  readonly no: readonly string[];
}

/** What a proxy cannot reach: an installer that talks to a server of its own means the container's. */
const ownHosts = ['localhost', '127.0.0.1', '::1'];

/**
 * Whether a text is a proxy's address in the form that every program takes; `host:port` alone is not (apt). What ends an address elsewhere
 * (`/`, `?`, `#`, and for some `\\`) would make a part of a password that holds it the host, and leave the rest for everybody to see.
 */
export function isProxyAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#\\]+\/?$/i.test(text) && URL.canParse(text);
}

/**
 * Tells the programs inside of a proxy by their environment: apt, npm, pip, git, curl and wget read it there, so that no file
 * has it. Through sudo it goes because a sudo scope keeps these variables.
 */
export function proxy({ http, https = http, no }: ProxySettings): Scope {
  // Of a list, curl takes `*` for all hosts only where it stands alone.
  const exceptions = no.includes('*') ? '*' : [...new Set([...no, ...ownHosts])].join(',');
  const values = { http_proxy: http, https_proxy: https, no_proxy: exceptions };
  const env = Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== '')
      .flatMap(([name, value]) => [
        [name, value],
        [name.toUpperCase(), value],
      ]),
  );
  return { given: { env }, [Symbol.asyncDispose]: () => Promise.resolve() };
}

/**
 * What of a proxy's address is secret when it holds a password: all of it, who logs in, and the password: as it is, as it is written
 * there, and as a program writes it that has read the address.
 */
export function proxySecrets(url: string): readonly string[] {
  const { username, password } = URL.canParse(url) ? new URL(url) : { username: '', password: '' };
  if (username === '' && password === '') return [];
  const [, written = ''] = /^[^/]*\/\/(.*)@/.exec(url) ?? [];
  // A token that stands alone is who logs in, and all there is to know.
  if (password === '') return [...new Set([url, username, written.replace(/:$/, ''), decoded(username)])];
  const passwords = [password, written.slice(written.indexOf(':') + 1), decoded(password)];
  const logins = [`${username}:${password}`, written, `${decoded(username)}:${decoded(password)}`];
  return [...new Set([url, ...logins, ...passwords])];
}

/** A percent sign that begins no code stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The proxy the environment names, with the caller's exceptions; undefined when there is none. */
export function proxyFromEnv(env: Readonly<Record<string, string | undefined>>): ProxySettings | undefined {
  const read = (name: string): string | undefined => {
    const value = env[name] ?? env[name.toUpperCase()];
    return value === undefined || value === '' ? undefined : value;
  };
  const http = read('http_proxy') ?? read('https_proxy') ?? read('all_proxy');
  if (http === undefined) return undefined;
  const https = read('https_proxy');
  const no = (read('no_proxy') ?? '').split(/[\s,]+/).filter((host) => host !== '');
  return { http, no, ...(https !== undefined && { https }) };
}
