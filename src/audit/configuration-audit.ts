import type { ContentSearch } from './content-search.js';
import { type AuditFinding, configurationPlace, historyPlace } from './finding.js';

export interface ConfigurationAuditOptions {
  readonly search: ContentSearch;
  /** Names of variables by which programs are told of a proxy. */
  readonly proxyVariables: readonly string[];
  /** Those the base has anyway. */
  readonly baseEnv: Readonly<Record<string, string>>;
}

interface Configuration {
  readonly history?: unknown;
  readonly config?: { readonly Env?: readonly string[] | null };
}

/** Looks at an image's configuration file, as its bytes are, for what may not be in it. */
export function auditConfiguration(
  bytes: Uint8Array,
  { search, proxyVariables, baseEnv }: ConfigurationAuditOptions,
): readonly AuditFinding[] {
  const { history, ...configuration } = JSON.parse(Buffer.from(bytes).toString()) as Configuration;
  const variables = (configuration.config?.Env ?? []).flatMap((assignment) => {
    const at = assignment.indexOf('=');
    const [name, value] = [assignment.slice(0, at), assignment.slice(at + 1)];
    return proxyVariables.includes(name) && value !== '' && baseEnv[name] !== value ? [name] : [];
  });
  return [
    ...search.text(configurationPlace, lines(configuration)).map(withoutLine),
    ...search.text(historyPlace, lines(history ?? [])).map(withoutLine),
    ...variables.map((name) => ({
      what: `the proxy variable ${name}`,
      place: configurationPlace,
      count: 1,
      remedy: 'Take it out of image: env; who runs the image has a proxy of their own, or none.',
    })),
  ];
}

/** The file has one line; those that are counted are of our making. */
function withoutLine({ what, place, shown, count, remedy }: AuditFinding): AuditFinding {
  return { what, place, count, remedy, ...(shown !== undefined && { shown: shown.trim() }) };
}

/** One value a line, as JSON has it: a finding shows its own value only. */
const lines = (value: unknown): string => JSON.stringify(value, undefined, 1);
