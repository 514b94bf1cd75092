import type { Exchange } from '../dialogue/types.js';
import { compileDialogue } from '../script/compile-dialogue.js';
import type { SpawnStep } from '../script/model.js';
import { converse } from '../session/conversation.js';
import { createVirtualClock } from '../session/virtual-clock.js';
import { openRecordedTerminal, type RecordedTerminal } from '../terminal/recorded.js';
import { followAnswers } from './replay-answers.js';
import { mismatchesOf } from './replay-mismatch.js';
import { replayOperate } from './replay-operate.js';
import type { ReplayParams } from './replay-params.js';
import type { KnownSecrets, ReplayedProgram } from './replay-secrets.js';
import type { ReplayValues } from './replay-values.js';
import { tapeOf } from './tape.js';

export interface ProgramReplay {
  readonly step: SpawnStep;
  readonly params: ReplayParams;
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
  const answers = followAnswers({ step, turns: turns.turns, params, lookup });
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
      dialogue: compileDialogue(step, {
        lookup,
        params: params.values,
        save: (name, value) => values.save(name, value),
      }),
      operate: replayOperate({
        terminal: () => opened(terminal),
        turns: turns.turns,
        failure: (answer, outcome) => differ.outcome(answer, outcome, exchange),
      }),
      accepts: step.exit,
      secretValue: (name) => secrets.typed(name, turns.turns[opened(terminal).answer]),
      conceal: (text) => secrets.conceal(text),
      onEvent(event) {
        if (event.kind !== 'exchange') return;
        ({ exchange } = event);
        answers.answering(exchange, opened(terminal).answer);
      },
      ...(step.echoWaitMs !== undefined && { echoWaitMs: step.echoWaitMs }),
    });
  } catch (error) {
    if (terminal !== undefined) answers.over(terminal.answer);
    throw terminal?.isWaiting === true ? differ.unanswered(error, terminal) : differ.ended(error);
  }
  answers.over(turns.turns.length);
  return turns.turns.length;
}

function opened(terminal: RecordedTerminal | undefined): RecordedTerminal {
  if (terminal === undefined) throw new TypeError('Nothing is asked before the terminal is open.');
  return terminal;
}
