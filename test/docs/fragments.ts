/** Where the lines of an example belong. */
export type Kind = 'script' | 'top' | 'step' | 'exchange' | 'test';

/** What examples may name without declaring it. */
const declarations = {
  params: 'params: { platform: { of: [A, B], default: A }, release: { default: "4.3" } }',
  secrets: 'secrets: { serial: { env: ACME_SERIAL } }',
  inputs: 'inputs: { sdk: { from: ./vendor/sdk.tar.gz } }',
};

const heads: Readonly<
  Record<Exclude<Kind, 'script'>, { readonly above: readonly string[]; readonly indent: number }>
> = {
  top: { above: [], indent: 0 },
  step: { above: ['deploy:'], indent: 2 },
  exchange: { above: ['deploy:', '  - spawn: ./install.sh', '    dialogue:'], indent: 6 },
  test: { above: ['test:'], indent: 2 },
};

/** The kind that the first line of an example names; a whole script names none. */
export function kindOf(text: string): Kind {
  const [, word = ''] = /^# ([a-z-]+)\n/.exec(text) ?? [];
  return word in heads ? (word as Kind) : 'script';
}

/** The lines as a whole script. */
export function wholeScript(kind: Kind, text: string): string {
  if (kind === 'script') return text;
  const { above, indent } = heads[kind];
  const declared = Object.entries(declarations).filter(([key]) => !new RegExp(`^${key}:`, 'm').test(text));
  const lines = text.split('\n').map((line) => (line === '' ? line : ' '.repeat(indent) + line));
  return ['unattend: 1', ...declared.map(([, line]) => line), ...above, ...lines].join('\n');
}
