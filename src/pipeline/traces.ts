import type { NamedSecret, Traces } from '../audit/traces.js';
import type { Redactor } from '../redact.js';
import { proxySecrets, type ProxySettings } from '../scope/proxy.js';
import type { Plan } from './plan.js';

/** What a run has used so far that nothing it makes may have: hidden in what is told of it, looked for in the image. */
export class RunTraces implements Traces {
  readonly secrets: NamedSecret[];
  readonly proxies = new Set<string>();
  readonly runId: string;
  readonly #redactor: Redactor;

  constructor({ secrets, runId }: Pick<Plan, 'secrets' | 'runId'>, redactor: Redactor) {
    this.secrets = Object.entries(secrets).map(([name, value]) => ({ name, value }));
    this.runId = runId;
    this.#redactor = redactor;
  }

  addProxy({ http, https }: ProxySettings): void {
    for (const address of [http, ...(https === undefined ? [] : [https])]) {
      if (URL.canParse(address)) this.proxies.add(soughtHost(new URL(address)));
      for (const value of proxySecrets(address)) {
        this.#redactor.add(value);
        if (!this.secrets.some((known) => known.value === value))
          this.secrets.push({ name: 'of the proxy', value });
      }
    }
  }
}

/** A host without a port may be a plain word of the language; behind slashes it is an address. */
const soughtHost = ({ host, port }: URL): string => (port === '' ? `//${host}` : host);
