import type { Extract } from 'tar-stream';

type Entry = Extract extends AsyncIterable<infer Source> ? Source : never;

/**
 * Reads the entries of an archive that `fed` brings, one after the other. Of two failures the cause is told: that the other end
 * was closed follows from it.
 */
export async function eachEntry(
  parser: Extract,
  fed: Promise<void>,
  read: (entry: Entry) => Promise<void>,
): Promise<void> {
  const feeding = fed.then(
    () => undefined,
    (error: unknown) => error ?? new Error('the archive broke off'),
  );
  let failure: unknown;
  try {
    for await (const entry of parser) await read(entry);
  } catch (error) {
    failure = error;
  }
  const faults = [failure, await feeding].filter((each) => each !== undefined);
  const fault = faults.find((each) => !isClosed(each)) ?? faults[0];
  if (fault !== undefined)
    throw fault instanceof Error ? fault : new Error('the archive broke off', { cause: fault });
}

const isClosed = (error: unknown): boolean =>
  ['ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(String((error as { code?: unknown } | null)?.code)) ||
  /premature close|stream was destroyed|writable stream closed/i.test(
    String((error as Error | null)?.message),
  );
