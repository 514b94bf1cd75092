import { RefusedInWords } from './fault.js';

interface ProgressLine {
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/**
 * Reads a progress stream (pull, push, load, import) to its end. These calls answer 200 and report failure inside the
 * stream: the first one reported is thrown, after the end.
 */
export async function readProgress(stream: NodeJS.ReadableStream): Promise<void> {
  let rest = '';
  let failure: string | undefined;
  const take = (line: string): void => {
    if (line.trim() !== '') {
      const { errorDetail, error } = JSON.parse(line) as ProgressLine;
      failure ??= errorDetail?.message ?? error;
    }
  };
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  }
  take(rest);
  if (failure !== undefined) {
    throw new RefusedInWords(failure);
  }
}
