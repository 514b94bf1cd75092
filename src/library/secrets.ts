import type { Redactor } from '../redact.js';
import type { Secret } from './secret.js';

/** The secrets a program was given so far. */
export interface Secrets {
  /** Keeps the value for the time of the program; returns the name it goes by. */
  keep(secret: Secret): string;
  value(name: string): string;
}

/** What is kept is removed by the redactor from then on. Two values of one name are told apart by a number. */
export function createSecrets(redactor: Redactor): Secrets {
  const known = new Map<string, Secret>();
  return {
    value: (name) => known.get(name)?.reveal() ?? '',
    keep(secret) {
      redactor.add(secret.reveal());
      for (let count = 1; ; count++) {
        const name = count === 1 ? secret.name : `${secret.name}-${count}`;
        const same = known.get(name);
        if (same !== undefined && same.reveal() !== secret.reveal()) continue;
        known.set(name, secret);
        return name;
      }
    },
  };
}
