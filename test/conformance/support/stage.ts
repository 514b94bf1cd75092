import { spawn as spawnProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { type Container, spawn, type SpawnOptions, type Spawned } from '../../../src/index.js';
import { openHostTerminal } from '../../../src/terminal/host.js';
import { type Delivery, recut } from './deliver.js';
import { patience } from './patience.js';

type Argv = readonly [string, ...string[]];
export type PlaceName = 'host' | 'container';

/** Where and how a case is played. */
export interface Stage {
  readonly place: PlaceName;
  readonly delivery: Delivery;
  /** Undefined on the host. */
  readonly containerId: string | undefined;
  /** Starts a program of programs/ by its file name, or argv. */
  start(program: string | Argv, options?: StageOptions): Promise<Player>;
  /** What a program writes when no terminal is there. */
  piped(argv: Argv): Promise<Buffer>;
}

interface StageOptions extends Omit<SpawnOptions, 'container' | 'onEvent'> {
  readonly args?: readonly string[];
}

/** A program that was started and what is known of it. */
interface Player extends AsyncDisposable {
  readonly program: Spawned;
  /** What it wrote and was told, in order: `<` output, `>` typed; of a secret its name. */
  readonly transcript: () => readonly string[];
  /** The same with when each began, in milliseconds since the start. */
  readonly timeline: () => readonly string[];
  readonly output: () => Buffer;
  readonly typed: () => readonly string[];
  /** Prompts it was warned about. */
  readonly warnings: () => readonly string[];
}

const programsFolder = new URL('../programs/', import.meta.url);
const interpreters: Readonly<Record<string, Argv>> = {
  sh: ['/bin/bash', '--norc', '-c'],
  pl: ['perl', '-e'],
};

/** A program runs from its text, so that it needs no file in a container. */
export async function argvOf(program: string | Argv, args: readonly string[]): Promise<Argv> {
  if (typeof program !== 'string') return program;
  const suffix = program.slice(program.lastIndexOf('.') + 1);
  const [first, ...rest] = interpreters[suffix] ?? ['/bin/sh', '-c'];
  const text = await readFile(new URL(program, programsFolder), 'utf8');
  return [first, ...rest, text, ...(suffix === 'sh' ? ['program'] : ['--']), ...args];
}

/** A host terminal looks like a container here, so that its output can be cut anew. */
const host: Pick<Container, 'openTerminal'> = {
  openTerminal: (spec) => Promise.resolve(openHostTerminal(spec)),
};

function cutting(inner: Pick<Container, 'openTerminal'>, delivery: Delivery): Container {
  const openTerminal: Container['openTerminal'] = (spec) =>
    recut((onOutput) => inner.openTerminal({ ...spec, onOutput }), delivery, spec.onOutput);
  return { openTerminal } as Container;
}

const variables = { TERM: 'xterm-256color', LANG: 'C.UTF-8', HISTFILE: '/dev/null', HOME: '/tmp' };
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function createStage(
  place: PlaceName,
  delivery: Delivery,
  container: Container | undefined,
  terminals?: Pick<Container, 'openTerminal'>,
): Stage {
  const within = terminals ?? container ?? (delivery === 'as it comes' ? undefined : host);
  return {
    place,
    delivery,
    containerId: container?.id,
    async start(program, { args = [], ...options } = {}) {
      const log = createLog();
      const argv = await argvOf(program, args);
      const spawned = await spawn(argv, {
        stallMs: false,
        timeoutMs: 15_000 * patience,
        env: { PATH: path, ...variables },
        ...options,
        onEvent: log.onEvent,
        ...(within !== undefined && { container: cutting(within, delivery) }),
      });
      return { ...log, program: spawned, [Symbol.asyncDispose]: () => spawned[Symbol.asyncDispose]() };
    },
    async piped(argv) {
      const all: Uint8Array[] = [];
      if (container !== undefined)
        await container.exec({ argv, onOutput: (bytes) => void all.push(bytes.slice()) });
      else {
        const { stdout } = spawnProcess(argv[0], argv.slice(1), { stdio: ['ignore', 'pipe', 'ignore'] });
        for await (const piece of stdout) all.push(piece as Uint8Array);
      }
      return Buffer.concat(all);
    },
  };
}

type Log = Omit<Player, 'program' | typeof Symbol.asyncDispose> & {
  readonly onEvent: NonNullable<SpawnOptions['onEvent']>;
};

const textOf = (pieces: readonly Uint8Array[]): string => Buffer.concat(pieces).toString('latin1');

function createLog(): Log {
  const startedMs = performance.now();
  const transcript: { readonly mark: '<' | '>'; readonly atMs: number; readonly pieces: Uint8Array[] }[] = [];
  const [output, typed, warnings]: [Uint8Array[], string[], string[]] = [[], [], []];
  const note = (mark: '<' | '>', bytes: Uint8Array): void => {
    const last = transcript.at(-1);
    if (mark === '<' && last?.mark === mark) last.pieces.push(bytes);
    else transcript.push({ mark, atMs: Math.round(performance.now() - startedMs), pieces: [bytes] });
  };
  return {
    transcript: () => transcript.map(({ mark, pieces }) => `${mark} ${textOf(pieces)}`),
    timeline: () =>
      transcript.map(({ mark, atMs, pieces }) => `${atMs} ms ${mark} ${JSON.stringify(textOf(pieces))}`),
    output: () => Buffer.concat(output),
    typed: () => typed,
    warnings: () => warnings,
    onEvent(event) {
      if (event.kind === 'output') {
        output.push(event.bytes);
        note('<', event.bytes);
      } else if (event.kind === 'typed') {
        const { text } = event;
        typed.push(text);
        note('>', Buffer.from(text, 'latin1'));
      } else if (event.kind === 'warning') warnings.push(event.prompt);
    },
  };
}
