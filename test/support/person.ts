import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Spawned, spawn } from '../../src/index.js';
import { MAIN } from './cli.js';
import type { Sandbox } from './sandbox.js';
import { until } from './until.js';

/** A person at a terminal who records: waits for what they read, and types key by key. */
export interface RecordingPerson extends AsyncDisposable {
  /** Their terminal, and `unattend record` on it. */
  readonly terminal: Spawned;
  /** All that was on it. */
  readonly seen: () => string;
  /** Waits until it stands there and the screen is still, types with a person's pauses, and `\r` is Enter. */
  readonly on: (prompt: string, keys: string) => Promise<void>;
  readonly type: (keys: string) => Promise<void>;
  /** `kill -9` of the program that records. */
  readonly kill: () => Promise<void>;
  /** Waits for the end; the exit code, -1 of one that was killed. */
  readonly exitCode: () => Promise<number>;
}

export interface PersonOptions {
  readonly size?: { readonly columns: number; readonly rows: number };
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds before a key; default 30, which is faster than people type. */
  readonly pauseMs?: number | (() => number);
  /** How long the screen must be still before they type, in milliseconds; default 100. */
  readonly stillMs?: number;
  /** How long the whole recording may take; default 40 s. */
  readonly longestMs?: number;
}

/**
 * Pauses of 80 to 150 ms before a key, one after the other as a person makes them and the same in every run: some 100 words a minute
 * without the pauses for reading.
 */
export function humanPauses(): () => number {
  let state = 20;
  return () => {
    state = (state * 48271) % 0x7fffffff; // Lehmer's generator, as minstd_rand
    return 80 + (state % 71);
  };
}

/** Keeps the process id, by which it can be killed. */
const START = 'echo $$ >../pid; exec "$@"';

/** One key: a control sequence, or a character. */
const keyPattern = /\x1b\[[\d;]*[A-Za-z~]|\x1bO.|[^]/gu;

const isMoving = (key: string): boolean => key === '\t' || key.startsWith('\x1b[');

/** As a terminal sends an arrow key: in another way to programs that asked for that (DECCKM). */
function inModeOf(output: string, key: string): string {
  const isApplication = output.lastIndexOf('\x1b[?1h') > output.lastIndexOf('\x1b[?1l');
  return isApplication ? key.replace(/^\x1b\[(?=[A-DHF]$)/, '\x1bO') : key;
}

/** Starts `unattend record` with these arguments on a terminal of its own. */
export async function recordBy(
  box: Sandbox,
  args: readonly string[],
  {
    size = { columns: 100, rows: 30 },
    env = {},
    pauseMs = 30,
    stillMs = 100,
    longestMs = 40_000,
  }: PersonOptions = {},
): Promise<RecordingPerson> {
  let output = '';
  const terminal = await spawn(['sh', '-c', START, 'sh', process.execPath, MAIN, 'record', ...args], {
    cwd: box.directory,
    env: { ...box.environment, ...env },
    size,
    timeoutMs: longestMs,
    log: { write: (bytes) => (output += Buffer.from(bytes).toString('utf8')) },
  });
  const isStill = async (): Promise<void> => {
    for (let length = -1; length !== output.length;) {
      ({ length } = output);
      await delay(stillMs);
    }
  };
  const type = async (keys: string): Promise<void> => {
    for (const [key] of keys.matchAll(keyPattern)) {
      await delay(typeof pauseMs === 'number' ? pauseMs : pauseMs());
      const { length } = output;
      terminal.write(Buffer.from(inModeOf(output, key)));
      if (!isMoving(key)) continue;
      // One who moves about looks where they are.
      await until('the cursor moves', () => isOver || output.length > length, 10_000);
      await isStill();
    }
  };
  let read = 0;
  let isOver = false;
  const end = terminal.exit('any').then(
    (completion) => {
      isOver = true;
      return completion;
    },
    (error: unknown) => {
      isOver = true;
      throw error;
    },
  );
  end.catch(() => undefined);
  return {
    terminal,
    seen: () => output,
    type,
    async on(prompt, keys) {
      await until(
        `the terminal says ${prompt}, or it ends`,
        () => isOver || output.includes(prompt, read),
        40_000,
      );
      if (!output.includes(prompt, read)) throw new Error(`the terminal never said ${prompt}:\n${output}`);
      read = output.indexOf(prompt, read) + prompt.length;
      await isStill();
      await type(keys);
    },
    async kill() {
      process.kill(Number(await readFile(join(box.directory, '../pid'), 'utf8')), 'SIGKILL');
      await end;
    },
    async exitCode() {
      const completion = await end.catch((error: unknown) => {
        throw new Error(`it did not end; the terminal says:\n${output}`, { cause: error });
      });
      return completion.kind === 'exit' ? completion.exitCode : -1;
    },
    [Symbol.asyncDispose]: () => terminal[Symbol.asyncDispose](),
  };
}
