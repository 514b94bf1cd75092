import { asRoot } from './as-root.js';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { UnattendError } from '../errors.js';
import type { Container } from '../engine/engine.js';
import type { Cleanup } from './cleanup.js';
import { containerInputs } from './names.js';
import { optional } from './step-context.js';
import type { Workspace } from './workspace.js';

export interface StreamOptions {
  readonly container: Container;
  readonly workspace: Workspace;
  /** A directory of the container for what does not fit under its /dev; emptied afterwards. */
  readonly workdir?: string;
  readonly runId: string;
  readonly cleanup: Cleanup;
  readonly cancelSignal?: AbortSignal;
}

/** Whose inputs are in a folder. */
const ownerFile = '.unattend-run';

/**
 * `$1` the folder, `$2` the run: makes the folder, or, where it is somebody's already, another beside it with the run in its
 * name, and prints which. The folder around it may be taken away meanwhile by a run that ends.
 */
const makeScript = `
tries=0
while :; do
  mkdir -p -- "\${1%/*}" || exit
  for each in "$1" "$1-$2"; do
    if mkdir -- "$each" 2>/dev/null; then printf %s "$2" >"$each/${ownerFile}" && printf %s "$each"; exit; fi
  done
  tries=$((tries + 1))
  [ "$tries" -lt 5 ] || { echo "neither $1 nor $1-$2 can be made" >&2; exit 1; }
done`;

/** Our own folder goes with its last entry; a folder of somebody else's stays. */
const emptyScript = `rm -rf -- "$1" && { rmdir ${posix.dirname(containerInputs)} 2>/dev/null || :; }`;

/** `$1` the folder, `$2` the run, for whoever comes after a run that died: what another run has made there stays. */
const emptyOwnScript = `
for each in "$1" "$1-$2"; do
  [ "$(cat "$each/${ownerFile}" 2>/dev/null)" != "$2" ] || rm -rf -- "$each" || exit
done
rmdir ${posix.dirname(containerInputs)} 2>/dev/null || :`;

const inputsOf = (runId: string): string => `${runId}-inputs`;

/**
 * Brings inputs into a container that is not ours and has no mounts to give: under its own /dev while they fit there
 * (memory, never in a layer), else into `workdir`. Never by archive upload, which writes into the layer beneath a
 * tmpfs. Returns input name to its path there.
 */
export async function streamInputs(options: StreamOptions): Promise<Readonly<Record<string, string>>> {
  const { container, workspace, cleanup, cancelSignal, runId } = options;
  const names = Object.keys(workspace.inputs);
  if (names.length === 0) return {};
  const wanted = await chooseDirectory(options);
  container.journal?.note({
    id: inputsOf(runId),
    container: container.id,
    what: `the inputs in ${wanted}`,
    script: emptyOwnScript,
    args: [wanted, runId],
  });
  const directory = await asRoot(container, makeScript, [wanted, runId], `make ${wanted}`);
  cleanup.add(`empty ${directory} in the container`, async () => {
    await asRoot(container, emptyScript, [directory], `empty ${directory}`);
    container.journal?.settle(inputsOf(runId));
  });
  const archive = new Archive(workspace.directory, names);
  const argv = ['/bin/sh', '-c', 'exec tar -x -C "$1"', 'sh', directory] as const;
  const result = await container
    .exec({ argv, user: '0', stdin: archive.read(), ...optional('cancelSignal', cancelSignal) })
    .finally(() => archive.stop());
  if (result.exitCode !== 0 || archive.failure !== undefined) {
    const reason = Buffer.from(result.stderr).toString('utf8').trim() || (archive.failure ?? 'tar failed');
    throw new UnattendError('ENGINE_FAILED', { doing: `bring the inputs to ${directory}`, reason });
  }
  return Object.fromEntries(names.map((name) => [name, posix.join(directory, name)]));
}

/** Entries of a directory as a tar archive, made while it is read. */
class Archive {
  /** Why it is not whole. */
  failure: string | undefined;
  readonly #directory: string;
  readonly #names: readonly string[];
  #tar: ChildProcessByStdio<null, Readable, null> | undefined;

  constructor(directory: string, names: readonly string[]) {
    this.#directory = directory;
    this.#names = names;
  }

  /** Started by its reader: what a child wrote before anybody read it is gone when it exits (node, `flushStdio`). */
  async *read(): AsyncGenerator<Uint8Array> {
    const args = ['-c', '-C', this.#directory, '--owner=0', '--group=0', '--', ...this.#names];
    this.#tar = spawn('tar', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = once(this.#tar, 'close').catch((error: unknown) => [String(error)]);
    yield* this.#tar.stdout as AsyncIterable<Uint8Array>;
    const [status] = (await ended) as [unknown];
    if (status !== 0) this.failure = `tar ended with ${String(status)}`;
  }

  /** Ends it also when nobody read it to its end. */
  stop(): void {
    this.#tar?.kill();
  }
}

async function chooseDirectory({ container, workspace, workdir }: StreamOptions): Promise<string> {
  const neededBytes = workspace.sizes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const { stdout } = await container.exec({ argv: ['df', '-Pk', '/dev'], user: '0' });
  const line = Buffer.from(stdout).toString('utf8').trim().split('\n').at(-1) ?? '';
  const freeBytes = Number(line.split(/\s+/)[3] ?? 0) * 1024;
  if (neededBytes < freeBytes) return containerInputs;
  if (workdir !== undefined) return posix.join(workdir, 'unattend-inputs');
  throw new UnattendError('INPUTS_TOO_LARGE', { neededBytes, freeBytes });
}
