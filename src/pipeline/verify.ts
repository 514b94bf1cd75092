import type { Engine } from '../engine/engine.js';
import type { UnattendError } from '../errors.js';
import type { Session, Step } from '../script/model.js';
import type { TerminalSize } from '../terminal/terminal.js';
import { keepBusy } from './busy.js';
import type { Plan } from './plan.js';
import { run } from './run.js';

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
  readonly session: Session;
  readonly engine: Engine;
  readonly rounds: readonly Round[];
  readonly onRound: (result: RoundResult, at: number) => void;
  readonly cancelSignal?: AbortSignal;
}

/**
 * Replays a session in a fresh container for each round, one after the other, and commits nothing. Throws the reason of
 * `cancelSignal`.
 */
export async function verify(options: VerifyOptions): Promise<readonly RoundResult[]> {
  const results: RoundResult[] = [];
  for (const round of options.rounds) {
    options.cancelSignal?.throwIfAborted();
    const { error } = await replay(options, round);
    options.cancelSignal?.throwIfAborted();
    const result = { round, ...(error !== undefined && { error }) };
    options.onRound(result, results.length);
    results.push(result);
  }
  return results;
}

async function replay(options: VerifyOptions, round: Round): Promise<{ readonly error?: UnattendError }> {
  const { session, engine, cancelSignal } = options;
  const plan = await options.planOf(ofSize(session, round.size));
  const busy = round.isBusy ? keepBusy() : undefined;
  try {
    return await run({
      plan: { ...plan, isBytewise: round.isBytewise },
      engine,
      onEvent: () => undefined,
      ...(cancelSignal !== undefined && { cancelSignal }),
    });
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
