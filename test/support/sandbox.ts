import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { type CliResult, type RunningCli, startCli } from './cli.js';
import { containersOf } from './containers.js';
import { engineAddress } from './engine-api.js';
import { imagesWith, removeImage, removeImagesWith } from './images.js';
import { until } from './until.js';

/** A time as a person reads it (src/report/units.ts), below an hour. */
export const DURATION = /\b(?:\d+(?:\.\d)? s|\d+m\d\ds)\b/g;

export interface StartOptions {
  /** Added to the environment, or taken out of it when undefined. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly through?: readonly string[];
  /** For one that downloads. */
  readonly longestMs?: number;
  readonly stdin?: 'pipe';
}

/** What is left of the runs of a sandbox. */
export interface Left {
  /** Files of the state directory, and anything at all in the temporary directory; `RUN` is the last run's id. */
  readonly files: readonly string[];
  /** Containers, stopped ones too: name and state. */
  readonly containers: readonly string[];
  /** Names of the images made from `session`, `<none>:<none>` for one without. */
  readonly images: readonly string[];
}

/** Directories of a test's own, in which the command line is started, and what it leaves there and in the engine. */
export interface Sandbox extends AsyncDisposable {
  /** Part of every name of this test. */
  readonly token: string;
  /** The working directory of the command line. */
  readonly directory: string;
  /** What the command line is started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** The name that `session` gives to the image. */
  readonly tag: string;
  readonly label: string;
  write(name: string, content: string | Uint8Array, mode?: number): Promise<string>;
  start(args: readonly string[], options?: StartOptions): RunningCli;
  run(args: readonly string[], options?: StartOptions): Promise<CliResult>;
  /** Writes `a.yaml`, a session on busybox with these lines, which end in those of `image`, if any. */
  session(lines: string): Promise<string>;
  /** Once no process of the sandbox runs any more, which must be so within the deadline. */
  left(deadlineMs?: number): Promise<Left>;
  /** The same text with what differs from run to run replaced: directories, run ids, times. */
  plain(text: string): string;
}

export const NOTHING: Left = { files: [], containers: [], images: [] };
/** What a run that failed leaves: its recording. */
export const RECORDING: Left = { ...NOTHING, files: ['state/unattend/recordings/RUN.cast'] };

export async function openSandbox(): Promise<Sandbox> {
  const token = randomBytes(6).toString('hex');
  const root = await mkdtemp(join(tmpdir(), `unattend-test-${token}-`));
  await chmod(root, 0o755);
  const [directory, label] = [join(root, 'work'), `unattend-test=${token}`];
  for (const name of ['work', 'tmp', 'state', 'home']) await mkdir(join(root, name));
  const running: RunningCli[] = [];

  const runIds = (): string[] => {
    const found = running.flatMap(({ stdout, stderr }) => [...(stdout() + stderr()).matchAll(runIdPattern)]);
    return [...new Set(found.map(([, id = '']) => id))];
  };
  const start = (args: readonly string[], { env = {}, ...options }: StartOptions = {}): RunningCli => {
    const started = startCli({
      args,
      cwd: directory,
      env: defined({ ...environment(root), ...env }),
      ...options,
    });
    running.push(started);
    return started;
  };
  const write = async (name: string, content: string | Uint8Array, mode = 0o644): Promise<string> => {
    const file = join(directory, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, mode);
    return file;
  };

  return {
    token,
    directory,
    environment: environment(root),
    label,
    tag: `unattend-test/${token}:1`,
    write,
    start,
    run: (args, options) => start(args, options).ended,
    session(lines) {
      const image = /^image:\n/m.test(lines) ? '' : 'image:\n';
      const name = `  tags: ["unattend-test/${token}:1"]\n  labels: { unattend-test: "${token}" }\n`;
      return write('a.yaml', `unattend: 1\nbase: unattend-dev/busybox:1\n${lines}${image}${name}`);
    },
    async left(deadlineMs) {
      const isOver = (): boolean => processesNaming(root).length === 0;
      const lookNow = async (): Promise<Left> => {
        const ids = runIds();
        const files = (await filesOf(root)).map((file) => file.replace(ids.at(-1) ?? '-', 'RUN'));
        return { files, containers: await containersOf(ids), images: await imagesWith(label) };
      };
      await until(`no process of ${root}`, isOver, deadlineMs).catch(async (error: unknown) => {
        const still = { processes: processesNaming(root).map(describeProcess), ...(await lookNow()) };
        throw new Error(`still there: ${JSON.stringify(still, null, 2)}`, { cause: error });
      });
      return lookNow();
    },
    plain(text) {
      const withoutIds = runIds().reduce((all, id) => all.replaceAll(id, 'RUN'), text);
      return withoutIds
        .replaceAll(root, 'ROOT')
        .replaceAll(token, 'TOKEN')
        .replaceAll(/^\d\d:\d\d:\d\d /gm, '')
        .replaceAll(new RegExp(`(?<=waited +|took )${DURATION.source}`, 'gi'), 'N s');
    },
    async [Symbol.asyncDispose]() {
      for (const { child, ended } of running) {
        child.kill('SIGKILL');
        await ended;
      }
      await until(`no process of ${root}`, () => processesNaming(root).length === 0);
      await removeImagesWith(label);
      await removeImage(`unattend-test/${token}:1`);
      await rm(root, { recursive: true });
    },
  };
}

/** The block a failure ends with. */
export function failureBlock(stderr: string): string {
  const at = stderr.lastIndexOf('Failed: ');
  return at < 0 ? stderr : stderr.slice(at);
}

const runIdPattern = /(?:\(run |"runId": ")([0-9a-f]{12})/g;

function environment(root: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: join(root, 'home'),
    USER: 'tester',
    DOCKER_HOST: engineAddress(),
    XDG_STATE_HOME: join(root, 'state'),
    TMPDIR: join(root, 'tmp'),
  };
}

function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function filesOf(root: string): Promise<string[]> {
  const [state, tmp] = await Promise.all(
    ['state', 'tmp'].map((name) => readdir(join(root, name), { recursive: true, withFileTypes: true })),
  );
  const files = (state ?? []).filter((entry) => !entry.isDirectory());
  return [...files, ...(tmp ?? [])]
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
    .sort();
}

/** For the message of a test: what it is, and what it waits for in the kernel. */
function describeProcess(pid: string): string {
  const read = (name: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8').replaceAll('\0', ' ').trim();
    } catch {
      return '?';
    }
  };
  return `${pid} ${read('cmdline')} (${read('wchan')}) ${/^State:.*$/m.exec(read('status'))?.[0] ?? ''}`;
}

/** Processes that have the directory in their command line: the watcher of a run is one. */
function processesNaming(directory: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory);
      } catch {
        return false; // it ended while we looked
      }
    });
}
