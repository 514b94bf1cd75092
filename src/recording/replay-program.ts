import type { Exchange } from '../dialogue/types.js';
import { isUnattendError, UnattendError } from '../errors.js';
import type { RecordedAnswerPlace } from '../errors/replay.js';
import { compileDialogue } from '../script/compile-dialogue.js';
import type { SpawnStep } from '../script/model.js';
import type { ParamValues } from '../script/params.js';
import { converse } from '../session/conversation.js';
import { createVirtualClock } from '../session/virtual-clock.js';
import { isNothing, type Submission } from '../terminal/line-edit.js';
import { type Departure, openRecordedTerminal, type RecordedTerminal } from '../terminal/recorded.js';
import { describeSubmission, describeTurn, linesOf, promptOn } from './describe-answer.js';
import { replayOperate } from './replay-operate.js';
import type { KnownSecrets, ReplayedProgram } from './replay-secrets.js';
import type { ReplayValues } from './replay-values.js';
import { tapeOf } from './tape.js';

export interface ProgramReplay {
  readonly step: SpawnStep;
  readonly params: ParamValues;
  readonly values: ReplayValues;
  readonly program: ReplayedProgram;
  readonly secrets: KnownSecrets;
  /** The recording's name, for messages. */
  readonly file: string;
}

/** Answers a recorded program by a step's dialogue. Throws what a run would, or REPLAY_MISMATCH; returns how often it answered. */
export async function replayProgram(replay: ProgramReplay): Promise<number> {
  const { step, params, values, program, secrets } = replay;
  const { recorded, turns } = program;
  const differ = mismatchesOf(replay);
  let terminal: RecordedTerminal | undefined;
  let exchange: Exchange | undefined;
  const clock = createVirtualClock();
  const { lookup } = values;
  try {
    await converse({
      clock,
      size: recorded.size,
      open: (onOutput, onResize) =>
        (terminal = openRecordedTerminal({
          tape: tapeOf(recorded, turns.turns, step.exit),
          clock,
          onOutput,
          onResize,
          failure: (departure) => differ.departure(departure, exchange),
        })),
      dialogue: compileDialogue(step, { lookup, params, save: (name, value) => values.save(name, value) }),
      operate: replayOperate({
        terminal: () => opened(terminal),
        turns: turns.turns,
        failure: (answer, outcome) => differ.outcome(answer, outcome, exchange),
      }),
      accepts: step.exit,
      secretValue: (name) => secrets.typed(name, turns.turns[opened(terminal).answer]),
      conceal: (text) => secrets.conceal(text),
      onEvent(event) {
        if (event.kind === 'exchange') ({ exchange } = event);
      },
      ...(step.echoWaitMs !== undefined && { echoWaitMs: step.echoWaitMs }),
    });
  } catch (error) {
    throw terminal?.isWaiting === true ? differ.unanswered(error, terminal) : error;
  }
  return turns.turns.length;
}

/** Tells where a script leaves a recording. */
interface Mismatches {
  /** Something else was typed than was recorded, or the recording is over. */
  departure(departure: Departure, exchange: Exchange | undefined): UnattendError;
  /** A menu, form or button was left with another outcome. */
  outcome(
    answer: number,
    outcome: { readonly wanted: string; readonly recorded: string },
    exchange: Exchange | undefined,
  ): UnattendError;
  /** What becomes of a failure while the recording waits for this answer: one of waiting in vain is that of the answer. */
  unanswered(error: unknown, terminal: RecordedTerminal): unknown;
}

function mismatchesOf({ program, secrets, file }: ProgramReplay): Mismatches {
  const { recorded } = program;
  const { turns, end } = program.turns;
  const described = (typed: Submission): string => describeSubmission(secrets.named(typed));
  const placeOf = (answer: number): { recorded?: RecordedAnswerPlace; screen: readonly string[] } => {
    const turn = turns[answer];
    if (turn === undefined) return { screen: linesOf(end) };
    const place = {
      file,
      atSeconds: recorded.events[turn.first]?.atSeconds ?? 0,
      event: (recorded.indices[turn.first] ?? 0) + 1,
      prompt: promptOn(turn.before),
      answer: describeTurn(turn),
    };
    return { recorded: place, screen: linesOf(turn.before) };
  };
  return {
    departure(departure, exchange) {
      const at = exchangeOf(exchange);
      if (departure.kind === 'cut')
        return new UnattendError('REPLAY_CUT', {
          file,
          atSeconds: recorded.events.at(-1)?.atSeconds ?? 0,
          screen: linesOf(end),
        });
      const { pattern = '' } = at;
      const script = `answers "${pattern}" with ${described(departure.typed)}`;
      return new UnattendError('REPLAY_MISMATCH', { ...at, script, ...placeOf(departure.answer) });
    },
    outcome(answer, { wanted, recorded: done }, exchange) {
      const { recorded: place, screen } = placeOf(answer);
      const at = exchangeOf(exchange);
      return new UnattendError('REPLAY_MISMATCH', {
        ...at,
        script: `answers "${at.pattern ?? ''}" with ${wanted}`,
        screen,
        ...(place !== undefined && { recorded: { ...place, answer: done || place.answer } }),
      });
    },
    unanswered(error, { answer, typed }) {
      if (!isUnattendError(error, 'STALLED') && !isUnattendError(error, 'EXPECT_TIMEOUT')) return error;
      const { place, pattern, nearest } = error.details;
      const begun = isNothing(typed) ? '' : `types ${described(typed)} and `;
      const script = `${begun}waits for ${pattern === undefined ? 'the end of the program' : `"${pattern}"`}`;
      return new UnattendError(
        'REPLAY_MISMATCH',
        {
          ...(place !== undefined && { place }),
          ...(pattern !== undefined && { pattern }),
          ...(nearest !== undefined && { nearest }),
          script,
          ...placeOf(answer),
        },
        { cause: error },
      );
    },
  };
}

function opened(terminal: RecordedTerminal | undefined): RecordedTerminal {
  if (terminal === undefined) throw new TypeError('Nothing is asked before the terminal is open.');
  return terminal;
}

function exchangeOf(exchange: Exchange | undefined): Pick<Exchange, 'place'> & { pattern?: string } {
  if (exchange === undefined) return {};
  const { place, label } = exchange;
  return { ...(place !== undefined && { place }), pattern: label };
}
