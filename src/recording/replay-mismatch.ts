import type { Exchange } from '../dialogue/types.js';
import { isUnattendError, UnattendError } from '../errors.js';
import type { RecordedAnswerPlace, RecordedEnd } from '../errors/replay.js';
import type { SpawnStep } from '../script/model.js';
import type { ExitSpec } from '../session/exit.js';
import { isNothing, type Submission } from '../terminal/line-edit.js';
import type { Departure, RecordedTerminal } from '../terminal/recorded.js';
import { describeSubmission, describeTurn, linesOf, promptOn } from './describe-answer.js';
import type { KnownSecrets, ReplayedProgram } from './replay-secrets.js';

/** Tells where a script leaves a recording. */
export interface Mismatches {
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
  /** What becomes of any other failure: one of the program's end is that of the recording's. */
  ended(error: unknown): unknown;
}

/** The recording's side of a mismatch. */
interface There {
  readonly recorded?: RecordedAnswerPlace;
  readonly end?: RecordedEnd;
  readonly screen: readonly string[];
}

export function mismatchesOf(replay: {
  readonly step: SpawnStep;
  readonly program: ReplayedProgram;
  readonly secrets: KnownSecrets;
  readonly file: string;
}): Mismatches {
  const { step, program, secrets, file } = replay;
  const { recorded } = program;
  const { turns, end } = program.turns;
  const described = (typed: Submission): string => describeSubmission(secrets.named(typed));
  const endsAtSeconds = recorded.endedAtSeconds ?? recorded.events.at(-1)?.atSeconds ?? 0;

  function placeOf(answer: number): RecordedAnswerPlace | undefined {
    const turn = turns[answer];
    return (
      turn && {
        file,
        atSeconds: recorded.events[turn.first]?.atSeconds ?? 0,
        event: (recorded.indices[turn.first] ?? 0) + 1,
        prompt: promptOn(turn.before),
        answer: describeTurn(turn),
      }
    );
  }

  function thereAt(answer: number): There {
    const turn = turns[answer];
    const place = placeOf(answer);
    if (turn === undefined || place === undefined) return endWith('nothing is answered any more');
    return { recorded: place, screen: linesOf(turn.before) };
  }

  function endWith(what: string): There {
    const last = placeOf(turns.length - 1);
    const event = (recorded.indices.at(-1) ?? 0) + 1;
    const ended = { file, atSeconds: endsAtSeconds, event, what, ...(last !== undefined && { last }) };
    return { end: ended, screen: linesOf(end) };
  }

  return {
    departure(departure, exchange) {
      if (departure.kind === 'cut')
        return new UnattendError('REPLAY_CUT', { file, atSeconds: endsAtSeconds, screen: linesOf(end) });
      const at = exchangeOf(exchange);
      const script = `answers "${at.pattern ?? ''}" with ${described(departure.typed)}`;
      return new UnattendError('REPLAY_MISMATCH', { ...at, script, ...thereAt(departure.answer) });
    },
    outcome(answer, { wanted, recorded: done }, exchange) {
      const { recorded: place, ...there } = thereAt(answer);
      const at = exchangeOf(exchange);
      return new UnattendError('REPLAY_MISMATCH', {
        ...at,
        script: `answers "${at.pattern ?? ''}" with ${wanted}`,
        ...there,
        ...(place !== undefined && { recorded: { ...place, answer: done || place.answer } }),
      });
    },
    unanswered(error, { answer, typed }) {
      if (!isUnattendError(error, 'STALLED') && !isUnattendError(error, 'EXPECT_TIMEOUT')) return error;
      const { pattern } = error.details;
      const begun = isNothing(typed) ? '' : `types ${described(typed)} and `;
      const script = `${begun}waits for ${pattern === undefined ? 'the end of the program' : `"${pattern}"`}`;
      const details = { ...awaitedIn(error), script, ...thereAt(answer) };
      return new UnattendError('REPLAY_MISMATCH', details, { cause: error });
    },
    ended(error) {
      if (!isUnattendError(error, 'PROGRAM_FAILED') && !isUnattendError(error, 'UNEXPECTED_END'))
        return error;
      const { pattern } = error.details;
      const isOfExit = isUnattendError(error, 'PROGRAM_FAILED');
      const wants = [
        ...(pattern === undefined ? [] : [`waits for "${pattern}"`]),
        ...(isOfExit ? [`expects ${exitsOf(step.exit)}`] : []),
      ];
      const how = recorded.status === undefined ? '' : ` (${recorded.status})`;
      const details = {
        ...(isOfExit && { place: step.place }),
        ...awaitedIn(error),
        script: wants.join(' and '),
        ...endWith(`the program ended${how}`),
      };
      return new UnattendError('REPLAY_MISMATCH', details, { cause: error });
    },
  };
}

const exitsOf = (accepts: ExitSpec): string =>
  accepts === 'any' ? 'any exit code' : `exit code ${accepts.join(' or ')}`;

/** What a dialogue waited for, and what was most like it. */
function awaitedIn({
  details: { place, pattern, nearest },
}: UnattendError<'STALLED' | 'EXPECT_TIMEOUT' | 'PROGRAM_FAILED' | 'UNEXPECTED_END'>): Pick<
  UnattendError<'REPLAY_MISMATCH'>['details'],
  'place' | 'pattern' | 'nearest'
> {
  return {
    ...(place !== undefined && { place }),
    ...(pattern !== undefined && { pattern }),
    ...(nearest !== undefined && { nearest }),
  };
}

function exchangeOf(exchange: Exchange | undefined): Pick<Exchange, 'place'> & { pattern?: string } {
  if (exchange === undefined) return {};
  const { place, label } = exchange;
  return { ...(place !== undefined && { place }), pattern: label };
}
