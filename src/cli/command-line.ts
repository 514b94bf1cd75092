/** The words of the command that runs the same again. It names the sources of secrets, not their values. */
export function commandLine(
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
): readonly string[] {
  const flags = Object.entries(options).flatMap(([name, value]) => flagWords(kebab(name), value));
  return ['unattend', 'run', ...args, ...flags];
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
