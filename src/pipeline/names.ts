import { randomBytes } from 'node:crypto';

/** Names of a run's things, known before they exist. */
export interface RunNames {
  readonly container: string;
  readonly testContainer: string;
  /** The candidate's private name; `unattend.invalid` can be no registry (RFC 2606). */
  readonly candidate: string;
  /** The directory of its files on this machine. */
  readonly workspace: string;
}

/** 12 hexadecimal digits. */
export function newRunId(): string {
  return randomBytes(6).toString('hex');
}

export function namesOf(runId: string): RunNames {
  return {
    container: `unattend-${runId}`,
    testContainer: `unattend-${runId}-test`,
    candidate: `unattend.invalid/candidate:${runId}`,
    workspace: `unattend-${runId}`,
  };
}

/** Where inputs are seen in a container: its own /dev is a tmpfs that no commit contains. */
export const containerInputs = '/dev/unattend/inputs';

/** A reference an engine takes as a tag: lower-case path, optional host and port, optional tag. No digest. */
const referencePattern =
  /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?$/;

export function isImageReference(ref: string): boolean {
  // An engine takes `sha256:…` for a digest, never for a name.
  return referencePattern.test(ref) && !ref.startsWith('sha256:');
}
