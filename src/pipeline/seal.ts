import type { Container, Engine, ImageDescription } from '../engine/engine.js';
import type { Session } from '../script/model.js';
import { createLookup } from '../script/lookup.js';
import { renderTemplate } from '../script/template.js';
import type { ReferenceValues } from './context.js';
import { configOf } from './image-settings.js';
import type { AuditSummary } from '../events.js';
import type { Redactor } from '../redact.js';
import { auditCandidate } from './audit.js';
import { exclude } from './exclude.js';
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
}

export interface Sealed {
  readonly candidate: ImageDescription;
  readonly audit: AuditSummary;
}

/** Makes the candidate: nothing else running, nothing of ours left in the container, one commit, the exact configuration, audited. */
export async function seal(options: SealOptions): Promise<Sealed> {
  const { container, base, session, ledger } = options;
  await options.placed[Symbol.asyncDispose]();
  await container.stopOtherProcesses();
  const excluded = await exclude(container, session.audit.exclude);
  const lookup = createLookup(options.values);
  const { image } = session;
  const spec = {
    ref: options.name,
    config: configOf(base.config, image, lookup),
    message: image.message === undefined ? `unattend ${session.name}` : renderTemplate(image.message, lookup),
    author: image.author === undefined ? '' : renderTemplate(image.author, lookup),
  };
  ledger.note({ isCommitting: true });
  const candidate = await container.commit(spec);
  ledger.note({ isCommitting: false });
  const audit = await auditCandidate({ ...options, candidate, settings: session.audit, excluded });
  return { candidate, audit };
}
