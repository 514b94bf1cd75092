import { typedWord } from '../report/typed-word.js';

/** The command that runs the same again. Values of secrets are not in it: the command line names only their sources. */
export function commandLine(args: readonly string[], options: Readonly<Record<string, unknown>>): string {
  const flags = Object.entries(options).flatMap(([name, value]) => flagWords(kebab(name), value));
  return ['unattend', 'run', ...args, ...flags].map(typedWord).join(' ');
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
