import type { NamedSecret, Traces } from '../audit/traces.js';
import type { Redactor } from '../redact.js';
import { proxySecrets, type ProxySettings } from '../scope/proxy.js';
import type { Plan } from './plan.js';
import { soughtOf } from './secret-value.js';

/** What a run has used so far that nothing it makes may have: hidden in what is told of it, looked for in the image. */
export class RunTraces implements Traces {
  readonly secrets: NamedSecret[];
  readonly proxies = new Set<string>();
  readonly runId: string;
  readonly #redactor: Redactor;

  constructor(plan: Pick<Plan, 'secrets' | 'runId'>, redactor: Redactor) {
    this.secrets = Object.entries(plan.secrets).map(([name, value]) => ({ name, value: soughtOf(value) }));
    for (const { value } of this.secrets) redactor.add(value);
    this.runId = plan.runId;
    this.#redactor = redactor;
  }

  addProxy({ http, https }: ProxySettings): void {
    for (const address of [http, ...(https === undefined ? [] : [https])]) {
      for (const each of soughtAddresses(address)) this.proxies.add(each);
      for (const value of proxySecrets(address)) {
        this.#redactor.add(value);
        if (!this.secrets.some((known) => known.value === value))
          this.secrets.push({ name: 'of the proxy', value });
      }
    }
  }
}

/**
 * As it is written and in small letters, with the port it has or means: programs are given the text, some tell it as they read
 * it. Without a port it is looked for behind slashes too, for a host may be a plain word of the language.
 */
function soughtAddresses(address: string): readonly string[] {
  const [, scheme = '', host = ''] = /^(https?):\/\/(?:.*@)?([^/@]+)/i.exec(address) ?? [];
  if (host === '') return [];
  const hasPort = /:\d+$/.test(host);
  const whole = hasPort ? host : `${host}:${scheme.toLowerCase() === 'https' ? 443 : 80}`;
  return [whole, ...(hasPort || host === 'localhost' ? [] : [`//${host}`])].flatMap((each) => [
    each,
    each.toLowerCase(),
  ]);
}
