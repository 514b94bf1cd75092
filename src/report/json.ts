import type { KeptSummary, RunSummary } from '../events.js';
import { type ChangeJson, changeToJson, type ReviewJson, reviewToJson } from './layer-json.js';

/**
 * What `--json` prints of a run. Every field is always there, `null` when it has no value; fields are added, never
 * renamed or removed, while `version` stays 1. Durations are whole milliseconds, sizes bytes.
 */
export interface SummaryJson {
  readonly version: 1;
  readonly session: string;
  readonly runId: string;
  /** Whether all went well; otherwise `error` says what did not. */
  readonly ok: boolean;
  readonly durationMs: number;
  readonly phases: readonly { readonly phase: string; readonly durationMs: number }[];
  readonly image: {
    readonly id: string;
    readonly tags: readonly string[];
    readonly layersOverBase: number;
    readonly sizeBytes: number;
    readonly addedBytes: number;
  } | null;
  /** What the image was searched for before it got its tags. */
  readonly audit: {
    readonly files: number;
    readonly sizeBytes: number;
    readonly allowed: readonly { readonly place: string; readonly what: string; readonly count: number }[];
    /** Secrets that are too short to be looked for but as words of texts, or at all. */
    readonly unproven: readonly string[];
  } | null;
  /** Paths that were deleted before the layer was looked at or committed. */
  readonly excluded: readonly string[];
  /** With `--no-seal`: what the layer would hold, path by path. */
  readonly changes: readonly ChangeJson[] | null;
  /** With `--no-seal` or `--review`: the same summed up. */
  readonly review: ReviewJson | null;
  /** Commands that were called and did nothing, in their order: stubs, and what would have started a service. */
  readonly fakeCalls: readonly { readonly by: 'stub' | 'services'; readonly call: string }[];
  readonly leftOut: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly recording: string | null;
  readonly kept: {
    readonly container: string;
    readonly enter: string;
    readonly remove: string;
    readonly inputs: string | null;
  } | null;
  /** `details` are the values in the message; their fields depend on `code` (docs/errors.md). */
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    readonly exitCode: number;
    readonly details: unknown;
  } | null;
}

/** A run as plain data for `JSON.stringify`, its fields in the order of `SummaryJson`. */
export function summaryToJson(summary: RunSummary): SummaryJson {
  const { session, runId, durationMs, phases, image, audit, excluded, changes, review } = summary;
  const { fakeCalls, leftOut, recording, kept, error } = summary;
  return {
    version: 1,
    session,
    runId,
    ok: error === undefined,
    durationMs: Math.round(durationMs),
    phases: phases.map((each) => ({ phase: each.phase, durationMs: Math.round(each.durationMs) })),
    image: image === undefined ? null : imageToJson(image),
    audit: audit === undefined ? null : auditToJson(audit),
    excluded: excluded ?? [],
    changes: changes?.map(changeToJson) ?? null,
    review: review === undefined ? null : reviewToJson(review),
    fakeCalls: fakeCalls?.map(({ by, call }) => ({ by, call })) ?? [],
    leftOut: leftOut.map(({ name, sizeBytes }) => ({ name, sizeBytes })),
    recording: recording ?? null,
    kept: kept === undefined ? null : keptToJson(kept),
    error: error === undefined ? null : errorToJson(error),
  };
}

function keptToJson({ container, enter, remove, inputs }: KeptSummary): SummaryJson['kept'] {
  return { container, enter, remove, inputs: inputs ?? null };
}

function imageToJson(image: NonNullable<RunSummary['image']>): SummaryJson['image'] {
  const { id, tags, layersOverBase, sizeBytes, addedBytes } = image;
  return { id, tags, layersOverBase, sizeBytes, addedBytes };
}

function auditToJson(audit: NonNullable<RunSummary['audit']>): SummaryJson['audit'] {
  const { fileCount, sizeBytes, allowed, asWords, notAtAll } = audit;
  return {
    files: fileCount,
    sizeBytes,
    allowed: allowed.map(({ place, what, count }) => ({ place, what, count })),
    unproven: [...asWords, ...notAtAll],
  };
}

/** An error as `--json` shows it, also when there was no run. */
export function errorToJson(error: NonNullable<RunSummary['error']>): NonNullable<SummaryJson['error']> {
  const { code, message, hint, exitCode, details } = error;
  return { code, message, hint, exitCode, details };
}
