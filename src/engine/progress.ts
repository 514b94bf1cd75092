import { RefusedInWords } from './fault.js';
import { jsonLines } from './json-lines.js';

interface ProgressLine {
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/**
 * Reads a progress stream (pull, push, load, import) to its end. These calls answer 200 and report failure inside the
 * stream: the first one reported is thrown, after the end.
 */
export async function readProgress(stream: NodeJS.ReadableStream): Promise<void> {
  let failure: string | undefined;
  for await (const { errorDetail, error } of jsonLines<ProgressLine>(stream))
    failure ??= errorDetail?.message ?? error;
  if (failure !== undefined) {
    throw new RefusedInWords(failure);
  }
}
