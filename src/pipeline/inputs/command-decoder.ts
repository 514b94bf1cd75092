import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { archiveProblem, InputProblem, isSystemError } from './problem.js';

interface Decoder {
  readonly command: string;
  readonly args: readonly string[];
  readonly debianPackage: string;
}

/** Programs of the host that decompress their stdin. zstd refuses windows over 128 MB unless told otherwise (zstd(1), --long). */
const DECODERS = {
  xz: { command: 'xz', args: ['-dc'], debianPackage: 'xz-utils' },
  zstd: { command: 'zstd', args: ['-dcq', '--long=31'], debianPackage: 'zstd' },
} as const satisfies Record<string, Decoder>;

const KEPT_WORDS = 2000;

type End =
  | {
      readonly kind: 'exit';
      readonly code: number | null;
      readonly signalName: NodeJS.Signals | null;
      readonly words: string;
    }
  | { readonly kind: 'error'; readonly error: Error };

/**
 * What bytes compressed by xz or zstd hold. The program is killed when the caller stops reading or `cancelSignal` fires.
 * @throws InputProblem when the command is missing or calls the bytes damaged.
 */
export async function* decodeByCommand(
  format: keyof typeof DECODERS,
  bytes: AsyncIterable<Uint8Array>,
  cancelSignal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const decoder: Decoder = DECODERS[format];
  const child = spawn(decoder.command, decoder.args, { signal: cancelSignal, killSignal: 'SIGKILL' });
  const ending = endOf(child);
  const feeding = feed(bytes, child);
  feeding.catch(() => undefined); // looked at below, when the output has ended
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
    await feeding;
    checkEnd(decoder, await ending);
  } finally {
    child.kill('SIGKILL');
    await ending;
    await feeding.catch(() => undefined); // already thrown, or of no interest to a caller that stopped
  }
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<End> {
  return new Promise((resolve) => {
    let failure: Error | undefined;
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(0, KEPT_WORDS);
    });
    child.on('error', (error) => {
      failure = error;
      if (child.pid === undefined) resolve({ kind: 'error', error });
    });
    child.on('close', (code, signalName) => {
      resolve(failure ? { kind: 'error', error: failure } : { kind: 'exit', code, signalName, words });
    });
  });
}

async function feed(bytes: AsyncIterable<Uint8Array>, child: ChildProcessWithoutNullStreams): Promise<void> {
  child.stdin.on('error', () => undefined); // a decoder that stops reading says why by its exit
  for await (const chunk of bytes) {
    const isTaken = await new Promise<boolean>((resolve) => {
      child.stdin.write(chunk, (error) => resolve(!error));
    });
    if (!isTaken) return;
  }
  child.stdin.end();
}

function checkEnd({ command, debianPackage }: Decoder, end: End): void {
  if (end.kind === 'error') {
    if (!isSystemError(end.error) || end.error.code !== 'ENOENT') throw end.error;
    throw new InputProblem({ kind: 'tool', command, debianPackage }, { cause: end.error });
  }
  if (end.code === 0) return;
  if (end.code === null) throw archiveProblem(`${command} was killed by ${String(end.signalName)}`);
  const said = end.words.replace(/\n.*/s, '').replace(/^.*stdin\S*\s*:/, '');
  throw archiveProblem(`it is damaged, says ${command}: ${said.trim() || `exit status ${end.code}`}`);
}
