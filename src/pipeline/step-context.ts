import type { RunEvent, StepLabel } from '../events.js';
import type { Redactor } from '../redact.js';
import { UnattendError } from '../errors.js';
import type { ProxySettings } from '../scope/proxy.js';
import type { EnvSource, Session } from '../script/model.js';
import { createLookup } from '../script/lookup.js';
import { type Lookup, renderTemplate } from '../script/template.js';
import type { TerminalSize } from '../terminal/terminal.js';
import type { AskedPerson } from './asked-person.js';
import type { ReferenceValues } from './context.js';
import { type SecretValue, soughtOf } from './secret-value.js';
import type { RunTraces } from './traces.js';
import type { Workplace } from './workplace.js';

/** What the steps of one phase share. */
export interface StepContext {
  readonly workplace: Workplace;
  readonly values: ReferenceValues;
  /** Secret name to its value. */
  readonly secrets: Readonly<Record<string, SecretValue>>;
  readonly redactor: Redactor;
  readonly traces: RunTraces;
  /** The proxy of the caller's environment. */
  readonly proxy?: ProxySettings;
  readonly size: TerminalSize;
  readonly timeoutFactor: number;
  readonly isBytewise: boolean;
  readonly emit: (event: RunEvent) => void;
  readonly cancelSignal?: AbortSignal;
  readonly session: Session;
  /** Who is at the terminal, if anybody. */
  readonly person?: AskedPerson;
  /** Leaves the container when the run fails, as `--keep` does. */
  readonly keepContainer: () => void;
}

export function lookupOf(context: Pick<StepContext, 'values'>): Lookup {
  return createLookup(context.values);
}

/** The environment a step adds: rendered text, and the values of secrets. */
export function renderEnv(
  env: Readonly<Record<string, EnvSource>>,
  context: Pick<StepContext, 'values' | 'secrets'>,
): Record<string, string> {
  const lookup = lookupOf(context);
  const valueOf = (source: EnvSource): string =>
    source.kind === 'secret' ? secretValue(context, source.secret) : renderTemplate(source.value, lookup);
  return Object.fromEntries(Object.entries(env).map(([name, source]) => [name, valueOf(source)]));
}

/** The value of a secret as text. Throws SECRET_BINARY: an engine that refuses what is none tells it in words of its own, which nothing hides. */
export function secretValue(context: Pick<StepContext, 'secrets'>, name: string): string {
  const value = secretOf(context, name);
  if (typeof soughtOf(value) !== 'string') throw new UnattendError('SECRET_BINARY', { name });
  return value.text;
}

export function secretOf({ secrets }: Pick<StepContext, 'secrets'>, name: string): SecretValue {
  const value = secrets[name];
  if (value === undefined) throw new TypeError(`The secret ${name} was not resolved.`);
  return value;
}

/** Tells of a step's start and end around `work`. */
export async function inStep<T>(step: StepLabel, context: StepContext, work: () => Promise<T>): Promise<T> {
  context.cancelSignal?.throwIfAborted();
  const startedMs = performance.now();
  context.emit({ kind: 'step-start', step });
  const result = await work();
  context.emit({ kind: 'step-end', step, durationMs: performance.now() - startedMs });
  return result;
}

/** What of an optional value goes into an object whose key may be absent. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}
