import type { UnattendError } from '../errors.js';
import type { Session, Step } from '../script/model.js';
import type { TerminalSize } from '../terminal/terminal.js';
import { keepBusy } from './busy.js';
import type { Plan } from './plan.js';

/** How one replay of a verification differs from what was recorded. */
export interface Round {
  readonly size: TerminalSize;
  /** Output reaches the dialogue byte by byte. */
  readonly isBytewise: boolean;
  /** Every core of this machine is kept busy. */
  readonly isBusy: boolean;
}

/** What came of a replay; absent `error`: it passed. */
export interface RoundResult {
  readonly round: Round;
  readonly error?: UnattendError;
}

const sizes: readonly TerminalSize[] = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
  { columns: 132, rows: 43 },
];

/** The replays of a verification: sizes in turn, every second one byte by byte, every third on a busy machine. */
export function roundsOf(count: number, recorded: TerminalSize): readonly Round[] {
  const all = [
    recorded,
    ...sizes.filter((each) => each.columns !== recorded.columns || each.rows !== recorded.rows),
  ];
  return Array.from({ length: count }, (_, at) => ({
    size: all[at % all.length] ?? recorded,
    isBytewise: at % 2 === 1,
    isBusy: at % 3 === 2,
  }));
}

export interface VerifyOptions {
  /** Makes the plan of one run, with an id of its own. */
  readonly planOf: (session: Session) => Promise<Plan>;
  /** Runs a plan to its end, and resolves to what went wrong. */
  readonly run: (plan: Plan) => Promise<{ readonly error?: UnattendError }>;
  readonly session: Session;
  readonly rounds: readonly Round[];
  readonly onRound: (result: RoundResult, at: number) => void;
  /** Asked after a replay that failed: a stronger session, with which all replays begin anew, or nothing. */
  readonly strengthen: (error: UnattendError) => Promise<Session | undefined>;
  readonly cancelSignal?: AbortSignal;
}

/**
 * Replays a session in a fresh container for each round, one after the other, and commits nothing. The results are those of the
 * strongest session alone. Throws the reason of `cancelSignal`.
 */
export async function verify(options: VerifyOptions): Promise<readonly RoundResult[]> {
  const { rounds, onRound, strengthen, cancelSignal } = options;
  let { session } = options;
  const results: RoundResult[] = [];
  for (let round = rounds[0]; round !== undefined; round = rounds[results.length]) {
    cancelSignal?.throwIfAborted();
    const { error } = await replay({ ...options, session }, round);
    cancelSignal?.throwIfAborted();
    const result = { round, ...(error !== undefined && { error }) };
    onRound(result, results.length);
    const stronger = error === undefined ? undefined : await strengthen(error);
    if (stronger === undefined) {
      results.push(result);
      continue;
    }
    session = stronger;
    results.length = 0;
  }
  return results;
}

async function replay(
  { planOf, run, session }: VerifyOptions,
  { size, isBytewise, isBusy }: Round,
): Promise<{ readonly error?: UnattendError }> {
  const plan = await planOf(ofSize(session, size));
  const busy = isBusy ? keepBusy() : undefined;
  try {
    return await run({ ...plan, isBytewise });
  } finally {
    await busy?.[Symbol.asyncDispose]();
  }
}

/** The session with all its programs on terminals of this size. */
function ofSize(session: Session, size: TerminalSize): Session {
  const resized = (step: Step): Step => {
    if (step.kind === 'scope') return { ...step, steps: step.steps.map(resized) };
    return step.kind === 'spawn' ? { ...step, size } : step;
  };
  return { ...session, deploy: session.deploy.map(resized) };
}
