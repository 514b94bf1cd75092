import { constants } from 'node:os';
import { LineEdit } from '../terminal/line-edit.js';
import { readKeys } from '../terminal/read-keys.js';
import { withoutReplies } from '../terminal/reply-sequences.js';
import type { Tape, TapeAnswer, TapeOutput } from '../terminal/tape.js';
import type { Completion, EchoState } from '../terminal/terminal.js';
import type { RecordedProgram } from './programs.js';
import { secretStandIn } from './secret-stand-in.js';
import type { Turn } from './turns.js';

/** What a terminal plays of a recorded program that was answered in these turns. */
export function tapeOf(program: RecordedProgram, turns: readonly Turn[]): Tape {
  let from = 0;
  const steps = turns.map((turn) => {
    const outputs = outputsIn(program, from, turn.first);
    from = turn.last + 1;
    return { outputs, answer: answerOf(program, turn) };
  });
  const completion = completionOf(program.status);
  return {
    steps,
    rest: outputsIn(program, from, program.events.length),
    ...(completion !== undefined && { completion }),
  };
}

/** Outputs between two events; their times count from the event before the first. */
function outputsIn({ events }: RecordedProgram, from: number, to: number): readonly TapeOutput[] {
  const startSeconds = (events[from - 1] ?? events[0])?.atSeconds ?? 0;
  return events
    .slice(from, to)
    .flatMap((event) =>
      event.kind === 'output' ? [{ atMs: (event.atSeconds - startSeconds) * 1000, text: event.text }] : [],
    );
}

/** An answer that was corrected on its way is told whole: what was written meanwhile belongs to no part of it. */
function answerOf(program: RecordedProgram, turn: Turn): TapeAnswer {
  const text = turn.secret === undefined ? turn.text : secretStandIn(turn.secret);
  const edit = new LineEdit();
  let isStraight = turn.secret === undefined;
  const meanwhile: { typedLength: number; text: string }[] = [];
  for (const event of program.events.slice(turn.first, turn.last + 1)) {
    if (event.kind === 'output') meanwhile.push({ typedLength: edit.open.text.length, text: event.text });
    if (event.kind !== 'input') continue;
    const before = edit.open.text;
    for (const key of readKeys(withoutReplies(event.text))) edit.press(key);
    isStraight &&= edit.open.text.startsWith(before) || event === program.events[turn.last];
  }
  return {
    isCleared: turn.isCleared,
    text,
    ...(turn.key !== undefined && { key: turn.key }),
    meanwhile: isStraight ? meanwhile : meanwhile.map((each) => ({ ...each, typedLength: Infinity })),
    echo: echoAt(turn),
  };
}

/** What the terminal's flags were, or what can be seen of them. */
function echoAt({ echo, secret, shown }: Turn): EchoState {
  if (secret !== undefined) return 'off';
  if (echo !== undefined && echo !== 'unknown') return echo;
  if (shown === 'plain') return 'on';
  return shown === undefined ? 'unknown' : 'off';
}

/** How a program ended, from the words of `describeCompletion`; undefined when it did not end by itself. */
export function completionOf(status = ''): Completion | undefined {
  const [, exitCode] = /^exit code (\d+)/.exec(status) ?? [];
  if (exitCode !== undefined) {
    const mayBeSignal = status.includes('perhaps SIG');
    return { kind: 'exit', exitCode: Number(exitCode), ...(mayBeSignal && { mayBeSignal }) };
  }
  const [, signalName = ''] = /^killed by (SIG\w+)$/.exec(status) ?? [];
  return signalName in constants.signals ? { kind: 'signal', signalName } : undefined;
}
