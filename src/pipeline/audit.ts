import { createAudit } from '../audit/audit.js';
import { unprovable } from '../audit/traces.js';
import type { Engine, ImageDescription } from '../engine/engine.js';
import { UnattendError } from '../errors.js';
import type { AuditSummary } from '../events.js';
import type { Redactor } from '../redact.js';
import { proxyVariables } from '../scope/proxy.js';
import type { AuditSettings } from '../script/model.js';
import { optional } from './step-context.js';
import type { RunTraces } from './traces.js';

export interface AuditSpec {
  readonly engine: Engine;
  readonly base: ImageDescription;
  readonly candidate: ImageDescription;
  readonly settings: AuditSettings;
  readonly traces: RunTraces;
  readonly redactor: Redactor;
  readonly cancelSignal?: AbortSignal;
}

/** Looks through a candidate's own bytes. Throws AUDIT_FAILED with all that was found. */
export async function auditCandidate(spec: AuditSpec): Promise<AuditSummary> {
  const { engine, base, candidate, settings, traces, redactor } = spec;
  const audit = createAudit({
    traces,
    deny: settings.deny,
    allow: settings.allow,
    proxyVariables,
    base: base.config,
    hide: (text) => redactor.text(text),
  });
  const { createVisitor } = audit;
  const image = await engine.readImage(candidate.id, {
    baseDiffIds: base.diffIds,
    createVisitor,
    ...optional('cancelSignal', spec.cancelSignal),
  });
  const { findings, allowed, fileCount, sizeBytes } = audit.judge(image);
  if (findings.length > 0) throw new UnattendError('AUDIT_FAILED', { findings });
  return { fileCount, sizeBytes, allowed, ...unprovable(traces) };
}
