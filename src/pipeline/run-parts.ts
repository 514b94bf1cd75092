import type { Engine } from '../engine/engine.js';
import type { Phase, RunEvent, RunSummary } from '../events.js';
import type { Redactor } from '../redact.js';
import type { AskedPerson } from './asked-person.js';
import type { Cleanup } from './cleanup.js';
import type { ReferenceValues } from './context.js';
import type { Ledger } from './ledger.js';
import type { Plan } from './plan.js';
import type { StepContext } from './step-context.js';
import type { RunTraces } from './traces.js';
import type { Workplace } from './workplace.js';

/** What every kind of run works with. */
export interface RunParts {
  readonly plan: Plan;
  readonly engine?: Engine;
  readonly emit: (event: RunEvent) => void;
  readonly redactor: Redactor;
  readonly traces: RunTraces;
  readonly ledger: Ledger;
  readonly cleanup: Cleanup;
  readonly cancelSignal?: AbortSignal;
  readonly person?: AskedPerson;
  /** What was decided while the run was under way. */
  readonly wishes: { isKept: boolean };
  /** What the summary will say besides times and errors. */
  readonly result: { -readonly [K in keyof RunSummary]?: RunSummary[K] };
}

/** Tells of a phase's start and end around `work`. */
export async function inPhase<T>(parts: RunParts, phase: Phase, work: () => Promise<T>): Promise<T> {
  parts.cancelSignal?.throwIfAborted();
  const startedMs = performance.now();
  parts.emit({ kind: 'phase-start', phase });
  // Whether the next phase begins is asked at its start; what the last one did is done.
  const result = await work();
  parts.emit({ kind: 'phase-end', phase, durationMs: performance.now() - startedMs });
  return result;
}

/** The context of steps in a workplace. */
export function contextOf(parts: RunParts, workplace: Workplace, values: ReferenceValues): StepContext {
  const { plan, redactor, traces, emit, cancelSignal, person, wishes } = parts;
  return {
    workplace,
    values,
    secrets: plan.secrets,
    redactor,
    traces,
    ...(plan.proxy === undefined ? {} : { proxy: plan.proxy }),
    size: plan.size,
    timeoutFactor: plan.timeoutFactor,
    isBytewise: plan.isBytewise ?? false,
    emit,
    session: plan.session,
    keepContainer: () => (wishes.isKept = true),
    ...(person === undefined ? {} : { person }),
    ...(cancelSignal === undefined ? {} : { cancelSignal }),
  };
}
