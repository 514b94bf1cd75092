import type { Client } from './client.js';
import { jsonLines } from './json-lines.js';

/** Of all that the engine still remembers; without it, only what comes is told. */
const EVER = 1;

interface ExecEvent {
  readonly Actor?: { readonly Attributes?: { readonly execID?: string; readonly exitCode?: string } };
}

/**
 * The exit code in the engine's event of the end of an exec; `undefined` when none comes within `waitMs` milliseconds, or when the
 * engine does not give its events.
 */
export async function exitCodeOfEvent(
  client: Client,
  execId: string,
  { waitMs, cancelSignal }: { readonly waitMs: number; readonly cancelSignal?: AbortSignal | undefined },
): Promise<number | undefined> {
  const timeout = AbortSignal.timeout(waitMs);
  const abortSignal = cancelSignal ? AbortSignal.any([timeout, cancelSignal]) : timeout;
  try {
    const stream = await client.getEvents({ since: EVER, filters: { event: ['exec_die'] }, abortSignal });
    for await (const { Actor } of jsonLines<ExecEvent>(stream)) {
      const { execID, exitCode } = Actor?.Attributes ?? {};
      if (execID === execId && exitCode !== undefined) return Number(exitCode);
    }
  } catch {
    cancelSignal?.throwIfAborted();
  }
  return undefined;
}
