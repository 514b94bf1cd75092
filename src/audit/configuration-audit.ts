import type { ImageConfig } from '../engine/engine.js';
import type { ContentSearch } from './content-search.js';
import { type AuditFinding, configurationPlace, historyPlace } from './finding.js';

export interface ConfigurationAuditOptions {
  readonly search: ContentSearch;
  /** For what the image has from its base: short secrets are words that it had before. */
  readonly searchOfBase: ContentSearch;
  /** Names of variables by which programs are told of a proxy. */
  readonly proxyVariables: readonly string[];
  /** What the image has from its base. */
  readonly base: ImageConfig;
}

interface Configuration {
  /** Oldest first; the last entry is the run's own. */
  readonly history?: readonly unknown[] | null;
  readonly config?: { readonly Env?: readonly string[] | null };
}

/**
 * Looks at an image's configuration file, as its bytes are, for what may not be in it. What the base has is searched too, for
 * a secret in it is in the image; but not for short ones, which are words that the base had before.
 */
export function auditConfiguration(
  bytes: Uint8Array,
  { search, searchOfBase, proxyVariables, base }: ConfigurationAuditOptions,
): readonly AuditFinding[] {
  const { history: given, ...configuration } = JSON.parse(Buffer.from(bytes).toString()) as Configuration;
  const history = given ?? [];
  const ofBase = new Set(linesOfBase(base));
  const all = lines(configuration);
  const variables = (configuration.config?.Env ?? []).flatMap((assignment) => {
    const at = assignment.indexOf('=');
    const [name, value] = [assignment.slice(0, at), assignment.slice(at + 1)];
    return proxyVariables.includes(name) && value !== '' && base.env[name] !== value ? [name] : [];
  });
  const found = (
    place: string,
    own: readonly string[],
    inherited: readonly string[],
  ): readonly AuditFinding[] =>
    merged([...search.text(place, own.join('\n')), ...searchOfBase.text(place, inherited.join('\n'))]);
  return [
    ...found(
      configurationPlace,
      all.filter((line) => !ofBase.has(line)),
      all.filter((line) => ofBase.has(line)),
    ),
    ...found(historyPlace, lines(history.slice(-1)), lines(history.slice(0, -1))),
    ...variables.map((name) => ({
      what: `the proxy variable ${name}`,
      place: configurationPlace,
      count: 1,
      remedy: 'Take it out of image: env; who runs the image has a proxy of their own, or none.',
    })),
  ];
}

/** Each kind once, and without a line: the file has one, those that are counted are of our making. */
function merged(findings: readonly AuditFinding[]): readonly AuditFinding[] {
  const byWhat = new Map<string, AuditFinding>();
  for (const { what, place, shown, count, remedy } of findings) {
    const known = byWhat.get(what);
    if (known !== undefined) byWhat.set(what, { ...known, count: known.count + count });
    else
      byWhat.set(what, { what, place, count, remedy, ...(shown !== undefined && { shown: shown.trim() }) });
  }
  return [...byWhat.values()];
}

/** One value a line, as JSON has it: a finding shows its own value only. */
const lines = (value: unknown): readonly string[] =>
  JSON.stringify(value, undefined, 1)
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''));

/** What the base says of itself, in the lines that the configuration file has for it. */
function linesOfBase({ env, user, workdir, stopSignal, ...lists }: ImageConfig): readonly string[] {
  const Env = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return lines({ Env, User: user, WorkingDir: workdir, StopSignal: stopSignal, lists });
}
