import { join } from 'node:path';
import { isUnattendError, UnattendError } from '../errors.js';
import type { EventListener, FakeCall, Phase, RunEvent, RunSummary } from '../events.js';
import type { Engine } from '../engine/engine.js';
import { createRedactor, redactCause, redactData, redactError } from '../redact.js';
import { askedPerson } from './asked-person.js';
import { failuresIn } from './failures.js';
import { Cleanup } from './cleanup.js';
import { type Ledger, openLedger } from './ledger.js';
import type { Person } from './person.js';
import type { Plan } from './plan.js';
import type { RunParts } from './run-parts.js';
import { RunTraces } from './traces.js';
import { startWatcher } from './watch.js';

export interface RunOptions {
  readonly plan: Plan;
  /** Absent for a run on this machine. */
  readonly engine?: Engine;
  readonly onEvent: EventListener;
  /** Aborted with the UnattendError that says why. */
  readonly cancelSignal?: AbortSignal;
  /** Who is at the terminal: takes it over where the script says `handover`, and is asked when a dialogue fails. */
  readonly person?: Person;
}

/**
 * Runs a plan: prepare, deploy, seal, test, publish. Never throws for what can go wrong in a run: the summary's
 * `error` says it. Whatever happens, nothing the run made stays behind but what it was asked for.
 */
export async function run(options: RunOptions): Promise<RunSummary> {
  const { plan } = options;
  const redactor = createRedactor();
  const traces = new RunTraces(plan, redactor);
  const startedMs = performance.now();
  const phases: { phase: Phase; durationMs: number }[] = [];
  const fakeCalls: FakeCall[] = [];
  const emit = (event: RunEvent): void => {
    if (event.kind === 'phase-end') phases.push({ phase: event.phase, durationMs: event.durationMs });
    if (event.kind === 'fake-call') fakeCalls.push({ by: event.by, call: event.call });
    // Output comes redacted: where a secret may be cut, only its stream knows.
    options.onEvent(event.kind === 'output' ? event : (redactData(event, redactor) as RunEvent));
  };
  const params = Object.fromEntries(
    Object.entries(plan.params).map(([name, value]) => [name, String(value)]),
  );
  emit({ kind: 'run-start', session: plan.session.name, runId: plan.runId, params });
  const result: Mutable<Partial<RunSummary>> = {};
  const error = await attempt(async () => {
    const { person, ...given } = options;
    const parts: Omit<RunParts, 'cleanup' | 'ledger'> = {
      ...given,
      ...(person === undefined ? {} : { person: askedPerson(person, emit) }),
      emit,
      redactor,
      traces,
      result,
      wishes: { isKept: false },
    };
    await guarded(parts);
  }).catch((bug: unknown) => {
    throw redactCause(bug, redactor);
  });
  return {
    session: plan.session.name,
    runId: plan.runId,
    leftOut: [],
    ...(redactData({ ...result, ...(fakeCalls.length > 0 && { fakeCalls }) }, redactor) as typeof result),
    durationMs: performance.now() - startedMs,
    phases,
    ...(error === undefined ? {} : { error: redactError(error, redactor) }),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The run with its ledger, its watcher and its cleanup around it. */
async function guarded(parts: Omit<RunParts, 'cleanup' | 'ledger'>): Promise<void> {
  const { plan } = parts;
  const file = join(plan.stateDirectory, `${plan.runId}.json`);
  // The watcher goes first: a run that dies at once has a ledger only if somebody is there to sweep it.
  const letWatcherGo = startWatcher(file);
  const ledger = openWatched(file, letWatcherGo);
  const cleanup = new Cleanup();
  const failures: unknown[] = [];
  try {
    await runBy({ ...parts, ledger, cleanup });
  } catch (error) {
    failures.push(...failuresIn(error));
  }
  try {
    await cleanup[Symbol.asyncDispose]();
    ledger.close();
  } catch (error) {
    failures.push(error); // the ledger stays: the watcher tries again
  }
  letWatcherGo();
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures);
}

function openWatched(file: string, letWatcherGo: () => void): Ledger {
  try {
    return openLedger(file);
  } catch (error) {
    letWatcherGo();
    throw error;
  }
}

/** Loaded when it is needed: inputs and images bring archive formats along. */
async function runBy(parts: RunParts): Promise<void> {
  const { destination } = parts.plan;
  if (destination.kind === 'host') return (await import('./host-run.js')).runOnHost(parts);
  if (destination.kind === 'image') return (await import('./image-run.js')).runToImage(parts, destination);
  return (await import('./container-run.js')).runInContainer(parts, destination);
}

/** The expected failure of `work`, if any; anything else is a bug and is thrown on. */
async function attempt(work: () => Promise<void>): Promise<UnattendError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const all = failuresIn(error);
    const bug = all.find((each) => !isUnattendError(each));
    if (bug !== undefined)
      throw bug instanceof Error ? bug : new Error('a value was thrown that is no error', { cause: bug });
    const [first, ...rest] = all as UnattendError[];
    return rest.length === 0 || first === undefined ? first : withCleanupFailures(first, rest);
  }
}

/**
 * A run that failed and could not clean up says both: the first failure is what the cleanup failure is caused by. An engine that
 * has gone is why it is still there, and stays what is told.
 */
function withCleanupFailures(first: UnattendError, rest: readonly UnattendError[]): UnattendError {
  const failures = rest.flatMap((each) =>
    isUnattendError(each, 'CLEANUP_FAILED') ? each.details.failures : [each.message],
  );
  if (isUnattendError(first, 'ENGINE_GONE'))
    return new UnattendError('ENGINE_GONE', { ...first.details, left: failures }, { cause: first });
  return new UnattendError('CLEANUP_FAILED', { failures: [first.message, ...failures] }, { cause: first });
}
