import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Container } from '../../../src/index.js';
import { formatMarker } from '../../../src/recording/marker.js';
import { programsIn } from '../../../src/recording/programs.js';
import { readCast } from '../../../src/recording/reader.js';
import { tapeOf } from '../../../src/recording/tape.js';
import { readTurns } from '../../../src/recording/turns.js';
import { createCastWriter } from '../../../src/recording/writer.js';
import { systemClock } from '../../../src/session/clock.js';
import { describeCompletion } from '../../../src/session/exit.js';
import { openHostTerminal } from '../../../src/terminal/host.js';
import { openRecordedTerminal } from '../../../src/terminal/recorded.js';
import type { EchoState, Terminal } from '../../../src/terminal/terminal.js';
import { patience } from './patience.js';

type Terminals = Pick<Container, 'openTerminal'>;

/** Terminals of this machine whose programs are recorded, and terminals that then play them in the same order. */
export interface Recordings extends AsyncDisposable {
  readonly live: Terminals;
  readonly played: Terminals;
}

/** A program that was killed is played as one that lives on: whoever plays may be a little slower. */
const livesOnMs = 60_000 * patience;

/** Each program is recorded as a person's terminal would: all it wrote, all that was sent to it, replies to queries too. */
export async function openRecordings(): Promise<Recordings> {
  const directory = await mkdtemp(join(tmpdir(), 'unattend-conformance-'));
  const files: string[] = [];
  const flags: Map<number, EchoState>[] = [];
  const ends: Promise<unknown>[] = [];
  let next = 0;
  return {
    live: {
      openTerminal(spec) {
        const file = join(directory, `${files.length}.cast`);
        files.push(file);
        const own = new Map<number, EchoState>();
        flags.push(own);
        let lateMs = 0;
        const clock = { nowMs: () => systemClock.nowMs() + lateMs };
        const writer = createCastWriter({ file, size: spec.size, clock });
        writer.marker(formatMarker({ kind: 'spawn', command: spec.argv.join(' ') }));
        const terminal = openHostTerminal({
          ...spec,
          onOutput(bytes) {
            writer.output(bytes);
            spec.onOutput(bytes);
          },
        });
        const end = terminal.completion.then((completion) => {
          writer.endOutput();
          writer.marker(formatMarker({ kind: 'end', status: describeCompletion(completion) }));
          writer.close();
        });
        ends.push(end);
        return Promise.resolve(
          watched(terminal, {
            onWrite(bytes, echo) {
              writer.input(Buffer.from(bytes).toString('utf8'));
              own.set(readFileSync(file, 'utf8').split('\n').length - 3, echo);
            },
            onKill: () => (lateMs = livesOnMs),
          }),
        );
      },
    },
    played: {
      async openTerminal({ onOutput }) {
        await Promise.all(ends);
        const at = next++;
        const [program] = programsIn(await readCast(files[at] ?? 'a program more than was recorded'));
        if (program === undefined) throw new Error('The recording has no program.');
        const { turns } = await readTurns(program, flags[at] ?? new Map());
        return openRecordedTerminal({
          tape: tapeOf(program, turns, [0]),
          clock: systemClock,
          onOutput,
          failure: (departure) => new Error(`It left the recording: ${JSON.stringify(departure)}`),
        });
      },
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}

function watched(
  terminal: Terminal,
  {
    onWrite,
    onKill,
  }: { readonly onWrite: (bytes: Uint8Array, echo: EchoState) => void; readonly onKill: () => void },
): Terminal {
  let hasEnded = false;
  let writing: Promise<void> = Promise.resolve();
  void terminal.completion.then(() => (hasEnded = true));
  const killed = (): void => {
    if (!hasEnded) onKill();
  };
  return {
    completion: terminal.completion,
    write(bytes) {
      writing = writing.then(async () => {
        onWrite(bytes, await terminal.waitForEchoOff(0));
        terminal.write(bytes);
      });
    },
    resize: (size) => terminal.resize(size),
    waitForEchoOff: (waitMs) => terminal.waitForEchoOff(waitMs),
    async waitState(options) {
      await writing; // a key that we still hold is no key that the program has
      return terminal.waitState(options);
    },
    async kill(options) {
      killed();
      await terminal.kill(options);
    },
    async [Symbol.asyncDispose]() {
      killed();
      await terminal[Symbol.asyncDispose]();
    },
  };
}
