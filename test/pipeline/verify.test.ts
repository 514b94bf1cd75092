import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UnattendError } from '../../src/errors.js';
import type { RunEvent } from '../../src/events.js';
import { newRunId } from '../../src/pipeline/names.js';
import type { Plan } from '../../src/pipeline/plan.js';
import { run } from '../../src/pipeline/run.js';
import { type Round, roundsOf, verify } from '../../src/pipeline/verify.js';
import { parseSession } from '../../src/script/parse-session.js';
import type { Session } from '../../src/script/model.js';
import { until } from '../support/until.js';

const plain: Round = { size: { columns: 100, rows: 30 }, isBytewise: false, isBusy: false };

/** A directory in which wizards are verified on this machine. */
interface Bench extends AsyncDisposable {
  readonly directory: string;
  /** Verifies a script, which must pass in all rounds. */
  verify(script: string, rounds: readonly Round[]): Promise<void>;
  /** All that was told of the runs. */
  readonly events: readonly RunEvent[];
  read(name: string): Promise<string>;
}

async function openBench(): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'unattend-verify-'));
  const planOf = (session: Session): Promise<Plan> =>
    Promise.resolve({
      session,
      runId: newRunId(),
      params: {},
      secrets: {},
      inputs: {},
      destination: { kind: 'host' },
      size: { columns: 120, rows: 40 },
      timeoutFactor: 4,
      temporaryDirectory: directory,
      stateDirectory: join(directory, 'state'),
      hostEnv: { PATH: process.env['PATH'] ?? '' },
    });
  const events: RunEvent[] = [];
  return {
    directory,
    events,
    async verify(script, rounds) {
      const session = parseSession(join(directory, 'a.yaml'), `unattend: 1\n${script}`);
      const results = await verify({
        session,
        rounds,
        planOf,
        run: (plan) => run({ plan, onEvent: (event) => void events.push(event) }),
        strengthen: () => Promise.resolve(undefined),
        onRound: () => undefined,
      });
      expect(results).toEqual(rounds.map((round) => ({ round })));
    },
    read: (name) => readFile(join(directory, name), 'utf8'),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}

it('the program is on a terminal of the size of each round, in scopes too', async () => {
  await using bench = await openBench();
  const sizes = [plain.size, { columns: 80, rows: 24 }, { columns: 132, rows: 43 }];
  await bench.verify(
    `deploy:
  - spawn: stty size >>${bench.directory}/sizes
    size: 100x30
    dialogue: []
  - scope: { env: { A: b } }
    steps:
      - spawn: stty size >>${bench.directory}/sizes
        dialogue: []
`,
    sizes.map((size) => ({ ...plain, size })),
  );
  expect(await bench.read('sizes')).toBe(
    sizes.map(({ rows, columns }) => `${rows} ${columns}\n`.repeat(2)).join(''),
  );
});

it('output reaches the dialogue byte by byte, and whole in other rounds', async () => {
  await using bench = await openBench();
  await bench.verify(
    `deploy:
  - spawn: printf 'Your name? '; read name
    dialogue:
      - expect: Your name?
        answer: ''
`,
    [plain, { ...plain, isBytewise: true }],
  );
  const pieces = bench.events.flatMap((event) =>
    event.kind === 'output' ? [Buffer.from(event.bytes).toString()] : [],
  );
  const asked = 'Your name? ';
  expect(pieces.filter((piece) => piece.trim() !== '')).toEqual([
    asked,
    ...Array.from(asked).filter((each) => each !== ' '),
  ]);
});

it('every core is busy while the program runs, and no longer', async () => {
  await using bench = await openBench();
  const go = join(bench.directory, 'go');
  const waiting = bench.verify(
    `deploy:
  - spawn: while ! [ -e ${go} ]; do sleep 0.05; done
    dialogue: []
`,
    [{ ...plain, isBusy: true }],
  );
  const before = ticksOfThreads();
  const busy = (): readonly string[] =>
    [...ticksOfThreads()].flatMap(([id, ticks]) => (ticks - (before.get(id) ?? 0) >= 20 ? [id] : []));
  await until('every core is busy', () => busy().length >= availableParallelism(), 30_000);
  const ids = busy();
  await writeFile(go, '');
  await waiting;
  expect(ids.filter((id) => ticksOfThreads().has(id))).toEqual([]);
});

/** Of each thread of this process but the first: its id and the time it has had on a core, in 1/100 s (proc(5), `stat`). */
function ticksOfThreads(): ReadonlyMap<string, number> {
  const ids = readdirSync('/proc/self/task').filter((id) => id !== String(process.pid));
  const ticksOf = (id: string): number => {
    try {
      const fields = readFileSync(`/proc/self/task/${id}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return Number(fields[11]) + Number(fields[12]);
    } catch {
      return 0; // it ended while we looked
    }
  };
  return new Map(ids.map((id) => [id, ticksOf(id)]));
}

it('what passed before the script became a stronger one is replayed again', async () => {
  const [before, after] = ['before', 'after'].map((name) =>
    parseSession('a.yaml', `unattend: 1\nname: ${name}\ndeploy:\n  - spawn: x\n    dialogue: []\n`),
  ) as [Session, Session];
  const failure = new UnattendError('INTERRUPTED', { signalName: 'SIGTERM' });
  const rounds = [plain, { ...plain, isBytewise: true }];
  const told: string[] = [];
  const results = await verify({
    session: before,
    rounds,
    planOf: (session) => Promise.resolve({ session } as Plan),
    run({ session, isBytewise }) {
      const fails = session.name === 'before' && isBytewise === true;
      told.push(`${session.name}${fails ? ' fails' : ''}`);
      return Promise.resolve(fails ? { error: failure } : {});
    },
    strengthen: (error) => Promise.resolve(error === failure ? after : undefined),
    onRound: ({ error }, at) => void told.push(`${at}${error === undefined ? '' : ' failed'}`),
  });
  expect(told).toEqual(['before', '0', 'before fails', '1 failed', 'after', '0', 'after', '1']);
  expect(results).toEqual(rounds.map((round) => ({ round })));
});

it('goes through all sizes, and the recorded one again, with every second round by bytes and every third on a busy machine', () => {
  const told = (count: number, columns: number, rows: number): readonly string[] =>
    roundsOf(count, { columns, rows }).map(({ size, isBytewise, isBusy }) =>
      [`${size.columns}x${size.rows}`, isBytewise && 'bytes', isBusy && 'busy'].filter(Boolean).join(' '),
    );
  expect(told(7, 100, 30)).toEqual([
    '100x30',
    '120x40 bytes',
    '80x24 busy',
    '132x43 bytes',
    '100x30',
    '120x40 bytes busy',
    '80x24',
  ]);
  // A size that is one of the usual ones comes once in a turn.
  expect(told(5, 80, 24)).toEqual(['80x24', '120x40 bytes', '132x43 busy', '80x24 bytes', '120x40']);
});
