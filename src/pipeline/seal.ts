import { setTimeout as delay } from 'node:timers/promises';
import type { Container, Engine, ImageDescription } from '../engine/engine.js';
import type { Session } from '../script/model.js';
import type { EventListener } from '../events.js';
import { createLookup } from '../script/lookup.js';
import { renderTemplate } from '../script/template.js';
import type { ReferenceValues } from './context.js';
import { configOf } from './image-settings.js';
import type { Redactor } from '../redact.js';
import { auditCandidate } from './audit.js';
import { exclude, type Excluded } from './exclude.js';
import type { RunParts } from './run-parts.js';
import { optional } from './step-context.js';
import type { RunTraces } from './traces.js';
import type { Cleanup } from './cleanup.js';
import type { Ledger } from './ledger.js';

export interface SealOptions {
  readonly engine: Engine;
  readonly container: Container;
  readonly base: ImageDescription;
  readonly session: Session;
  readonly values: ReferenceValues;
  /** The candidate's private name. */
  readonly name: string;
  readonly placed: Cleanup;
  readonly ledger: Ledger;
  readonly traces: RunTraces;
  readonly redactor: Redactor;
  /** What the summary will say. */
  readonly result: RunParts['result'];
  /** Asked last of all before the commit; what it throws is why there is none. */
  readonly mayCommit?: () => Promise<void>;
  readonly emit: EventListener;
  readonly cancelSignal?: AbortSignal;
}

/** The size is good to know and no reason to wait for long. */
const measuringMs = 5000;

/** Makes the candidate: nothing else running, nothing of ours left in the container, one commit, the exact configuration, audited. */
export async function seal(options: SealOptions): Promise<ImageDescription> {
  const { container, base, session, ledger, result } = options;
  // Beside what makes it ready: the engine walks through all files for it.
  const bytes = container.writtenBytes().catch(() => undefined);
  const { deleted, changeCount } = await makeReady(options);
  result.excluded = deleted;
  const lookup = createLookup(options.values);
  const { image } = session;
  const spec = {
    ref: options.name,
    config: configOf(base.config, image, lookup),
    message: image.message === undefined ? `unattend ${session.name}` : renderTemplate(image.message, lookup),
    author: image.author === undefined ? '' : renderTemplate(image.author, lookup),
  };
  const measured = await Promise.race([bytes, delay(measuringMs, undefined, { ref: false })]);
  await options.mayCommit?.();
  options.cancelSignal?.throwIfAborted();
  options.emit({ kind: 'progress', what: 'committing the layer' });
  const size = { paths: changeCount, ...optional('bytes', measured) };
  const making = {
    begun: () => ledger.note({ commit: { sinceMs: Date.now(), ...size } }),
    ended: () => ledger.settle('commit'),
  };
  const candidate = await container.commit({ ...spec, making });
  options.emit({ kind: 'progress', what: 'searching the image for what may not be in it' });
  const audit = await auditCandidate({ ...options, candidate, settings: session.audit });
  result.audit = audit;
  return candidate;
}

/** Brings the container into the state that is committed; says what was deleted for it. */
export async function makeReady({
  placed,
  container,
  session,
  cancelSignal,
}: Pick<SealOptions, 'placed' | 'container' | 'session' | 'cancelSignal'>): Promise<Excluded> {
  await placed[Symbol.asyncDispose]();
  await container.stopOtherProcesses();
  return exclude(container, session.audit.exclude, cancelSignal);
}
