import { constants } from 'node:os';
import type { ExitSpec } from '../session/exit.js';
import { LineEdit, type Submission } from '../terminal/line-edit.js';
import { readKeys } from '../terminal/read-keys.js';
import { withoutReplies } from '../terminal/reply-sequences.js';
import type { Tape, TapeAnswer, TapeOutput } from '../terminal/tape.js';
import type { Completion, EchoState } from '../terminal/terminal.js';
import type { Marker } from './marker.js';
import type { ProgramEvent, RecordedProgram } from './programs.js';
import { secretStandIn } from './secret-stand-in.js';
import { pageKeys } from './replay-pages.js';
import type { ReplayedTurn } from './replay-secrets.js';

/**
 * What a terminal plays of a recorded program that was answered in these turns. `accepts` says how it ended where its recording
 * has no word for that.
 */
export function tapeOf(program: RecordedProgram, turns: readonly ReplayedTurn[], accepts: ExitSpec): Tape {
  let from = 0;
  const pages = pageKeys(turns);
  const steps = turns.map((turn) => {
    const outputs = outputsIn(program, from, turn.first);
    from = turn.last + 1;
    return { outputs, answer: answerOf(program, turn, pages.get(turn) ?? []) };
  });
  const completion = completionOf(program, accepts);
  const rest = outputsIn(program, from, program.events.length);
  const endAtMs = clockFrom(program, from)(program.endedAtSeconds ?? 0);
  return {
    steps,
    rest,
    endAtMs: Math.max(endAtMs, rest.at(-1)?.atMs ?? 0),
    ...(completion !== undefined && { completion }),
  };
}

/**
 * Outputs between two events; their times count from the event before the first. What came between a run's match and its secret is
 * the look whether the field shows what is typed: nobody looks in a replay, and there it comes with the prompt.
 */
function outputsIn(program: RecordedProgram, from: number, to: number): readonly TapeOutput[] {
  const since = clockFrom(program, from);
  const events = program.events.slice(from, to);
  const matched = isMarker(events.at(-1), 'secret')
    ? events.findLastIndex((event) => isMarker(event, 'exchange'))
    : -1;
  let thoughtMs = 0;
  let lastMs = 0;
  let shownMs = 0;
  return events.flatMap((event, at) => {
    const atMs = since(event.atSeconds);
    // What was typed in an answer that nobody gives in a replay.
    if (event.kind === 'input') thoughtMs += atMs - lastMs;
    if (event.kind === 'input' || event.kind === 'output') lastMs = atMs;
    if (event.kind !== 'output' && event.kind !== 'resize') return [];
    if (matched < 0 || at < matched) shownMs = atMs - thoughtMs;
    return [{ atMs: shownMs, ...writtenIn(event) }];
  });
}

const isMarker = (event: ProgramEvent | undefined, kind: Marker['kind']): boolean =>
  event?.kind === 'marker' && event.marker.kind === kind;

const writtenIn = (event: ProgramEvent): Pick<TapeOutput, 'text' | 'size'> => ({
  text: event.kind === 'output' ? event.text : '',
  ...(event.kind === 'resize' && { size: event.size }),
});

/** Milliseconds from the event before that one, or from the start. */
function clockFrom(
  { events, startedAtSeconds }: RecordedProgram,
  from: number,
): (atSeconds: number) => number {
  const start = events[from - 1]?.atSeconds ?? startedAtSeconds ?? events[0]?.atSeconds ?? 0;
  return (atSeconds) => (atSeconds - start) * 1000;
}

function answerOf(
  program: RecordedProgram,
  turn: ReplayedTurn,
  others: readonly Submission[] | undefined,
): TapeAnswer {
  const text = turn.secret === undefined ? turn.text : secretStandIn(turn.secret);
  const edit = new LineEdit();
  const meanwhile: TapeAnswer['meanwhile'][number][] = [];
  for (const event of program.events.slice(turn.first, turn.last + 1)) {
    if (event.kind === 'input')
      for (const key of readKeys(withoutReplies(event.text))) edit.press(key, turn.recalls);
    if (event.kind !== 'marker') meanwhile.push({ line: edit.line, ...writtenIn(event) });
  }
  return {
    isCleared: turn.isCleared,
    text,
    ...(turn.recalls !== undefined && { recalls: turn.recalls }),
    ...(others !== undefined && { others }),
    ...(turn.key !== undefined && { key: turn.key }),
    // The last key leaves an empty line, and what is written after it comes after the answer.
    meanwhile: meanwhile.slice(0, -1),
    echo: echoAt(turn),
  };
}

/** What the terminal's flags were, or what can be seen of them: whether a text was shown. */
function echoAt({ echo, secret, knownSecret, shown }: ReplayedTurn): EchoState {
  if (secret !== undefined || (knownSecret !== undefined && shown !== 'plain')) return 'off';
  if (echo !== undefined && echo !== 'unknown') return echo;
  return shown === undefined ? 'unknown' : shown === 'plain' ? 'on' : 'off';
}

/** How a program ended, from the words of `describeCompletion`; undefined when it did not end by itself. */
function completionOf({ status = '', isWhole }: RecordedProgram, accepts: ExitSpec): Completion | undefined {
  if (isWhole === true) return { kind: 'exit', exitCode: accepts === 'any' ? 0 : (accepts[0] ?? 0) };
  const [, exitCode] = /^exit code (\d+)/.exec(status) ?? [];
  if (exitCode !== undefined) {
    const mayBeSignal = status.includes('perhaps SIG');
    return { kind: 'exit', exitCode: Number(exitCode), ...(mayBeSignal && { mayBeSignal }) };
  }
  const [, signalName = ''] = /^killed by (SIG\w+)$/.exec(status) ?? [];
  return signalName in constants.signals ? { kind: 'signal', signalName } : undefined;
}
