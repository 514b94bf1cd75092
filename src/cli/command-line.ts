import { type SecretValue, soughtOf } from '../pipeline/secret-value.js';
import { createRedactor } from '../redact.js';
import { typedWord } from '../report/typed-word.js';

/**
 * The command that runs the same again. It names the sources of secrets, not their values; that of a parameter may be one of a secret
 * all the same, and is hidden by `secrets`.
 */
export function commandLine(
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
  secrets: Readonly<Record<string, SecretValue>> = {},
): string {
  const redactor = createRedactor();
  for (const value of Object.values(secrets)) redactor.add(soughtOf(value));
  const flags = Object.entries(options).flatMap(([name, value]) => flagWords(kebab(name), value));
  return ['unattend', 'run', ...args, ...flags].map((word) => typedWord(redactor.text(word))).join(' ');
}

const defaults: Readonly<Record<string, unknown>> = {
  size: '120x40',
  'cast-format': 'v3',
  'timeout-factor': '1',
  'on-error': 'fail',
};

function flagWords(name: string, value: unknown): readonly string[] {
  if (value === undefined || defaults[name] === value) return [];
  if (name === 'seal') return value === false ? ['--no-seal'] : [];
  if (value === true) return [`--${name}`];
  const values = Array.isArray(value) ? (value as readonly string[]) : [value as string];
  return values.flatMap((each) => [`--${name}`, each]);
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
