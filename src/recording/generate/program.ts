import { stripVTControlCharacters } from 'node:util';
import type { Screen } from '../../screen.js';
import type { TerminalFlags } from '../flags-file.js';
import { finishedAtSeconds, type RecordedProgram } from '../programs.js';
import type { Turn, Turns } from '../turn.js';
import { readTurns } from '../turns.js';
import { checksIn } from './checks.js';
import type { ExchangeDraft, SpawnDraft } from './draft.js';
import { type Books, textExchanges } from './exchanges.js';
import { afterFailure } from './failures.js';
import { pagerRule } from './pager.js';
import { type PlacedExchange, placePagers } from './place-pagers.js';
import { isSudoPrompt, scopeOf } from './scope.js';
import { promptOf, type Sight, sightsOf } from './sights.js';
import { stdAnswerTo } from './std-rules.js';
import { widgetExchanges } from './widgets.js';

/** A program that is known to have been started by a command; `isForeign`: recorded by another program. */
export interface StartedProgram extends RecordedProgram {
  readonly command: string;
  readonly isForeign: boolean;
}

/** One recorded program as a step of a script. */
export async function readProgram(
  program: StartedProgram,
  flags: TerminalFlags,
  books: Books,
): Promise<SpawnDraft> {
  return draftOfTurns(program, await readTurns(program, flags), books);
}

/** The same of turns that were read already. */
export function draftOfTurns(
  program: StartedProgram,
  { turns, checks, rest, restSeconds, end }: Turns,
  books: Books,
): SpawnDraft {
  const sights = sightsOf(program, turns);
  const placed: PlacedExchange[] = [];
  /** What is to be checked before the next exchange. */
  let notes = checks;
  const place = (exchanges: readonly ExchangeDraft[], isPager = false): void =>
    void placed.push(...exchanges.map((exchange) => ({ exchange, isPager })));
  /** The screens at the keys since an exchange that is waited for: rules may have passed over the others by themselves. */
  let passed: readonly Screen[] = [];
  for (let at = 0; at < turns.length;) {
    const turn = turns[at];
    const sight = sights[at];
    if (turn === undefined || sight === undefined) break;
    const { line, above } = promptOf(sight);
    const own = { ...books.own, answers: answersBefore(turns.slice(0, at)) };
    const pager = pagerRule(turn, line.trim() === '' ? (above.trimEnd().split('\n').at(-1) ?? '') : line);
    const widget =
      pager === undefined ? widgetExchanges(turns.slice(at), passed, { ...books, own }) : undefined;
    // Not before it is known that it is no widget: a text exchange takes a name for its secret and declares its parameter.
    const special = pager === undefined ? widget?.exchanges : [pager];
    const exchanges: readonly ExchangeDraft[] =
      special ?? textOf(turn, sight, { ...books, own }).map((each) => afterFailure(each, sights, at));
    place(checksIn(notes, { text: sight.text, screen: turn.before, next: exchanges[0]?.expect, own }));
    const next = at + (widget?.turns ?? 1);
    const answered = { line, turns: [turn, ...turns.slice(at + 1, next)] } as const;
    const marked = markedStd(exchanges, answered, books.std);
    place(marked, pager !== undefined);
    const isRule = pager !== undefined || marked[0]?.std?.isSame === true;
    passed = [...(isRule ? passed : []), screenAtLastKey(turns[next - 1] ?? turn)];
    notes = turns.slice(at, next).flatMap((each) => each.notes);
    at = next;
  }
  const own = { ...books.own, answers: answersBefore(turns) };
  place(checksIn(notes, { text: stripVTControlCharacters(rest), screen: end, own }));
  const output = outputOf(program);
  const { comments, exitCodes } = endOf(program);
  return {
    command: program.command,
    size: program.size,
    ...placePagers(placed),
    exitCodes,
    silentSeconds: longestSilence(program),
    workedSeconds: turns.reduce((sum, { workedSeconds }) => sum + workedSeconds, restSeconds),
    scope: scopeOf(program.command, output),
    comments,
  };
}

/** What the program made of a key that it took by itself is the screen of the next one. */
const screenAtLastKey = ({ key, before, after }: Turn): Screen => (key === undefined ? before : after);

/** Of several the first one answers what was there. */
function markedStd(
  [first, ...others]: readonly ExchangeDraft[],
  answered: { readonly line: string; readonly turns: readonly [Turn, ...Turn[]] },
  rules: Books['std'] = [],
): readonly ExchangeDraft[] {
  if (first === undefined) return [];
  const std = stdAnswerTo(rules, { ...answered, response: first.response });
  return [std === undefined ? first : { ...first, std }, ...others];
}

/** Of sudo's own question nothing: a scope answers it. */
function textOf(turn: Turn, sight: Sight, books: Books): readonly ExchangeDraft[] {
  return isSudoPrompt(promptOf(sight).line) ? [] : textExchanges(turn, sight, books);
}

/** Shorter ones are words like any other. */
const shortAnswer = 3;

function answersBefore(turns: readonly Turn[]): readonly string[] {
  const texts = turns.filter(({ secret }) => secret === undefined).map(({ text }) => text.trim());
  const isOwn = (text: string): boolean =>
    text.length >= shortAnswer && !/^(?:yes|no|all|none|quit)$/i.test(text);
  return [...new Set(texts.filter(isOwn))].sort((one, other) => other.length - one.length);
}

export const outputOf = ({ events }: RecordedProgram): string =>
  events.map((event) => (event.kind === 'output' ? event.text : '')).join('');

/** Before an output or the program's own end: since its start, the output before or a key. */
function longestSilence(program: RecordedProgram): number {
  const { events, startedAtSeconds } = program;
  let longest = 0;
  let last = startedAtSeconds ?? events[0]?.atSeconds ?? 0;
  for (const event of events) {
    if (event.kind === 'output') longest = Math.max(longest, event.atSeconds - last);
    if (event.kind === 'output' || event.kind === 'input') last = event.atSeconds;
  }
  return Math.max(longest, (finishedAtSeconds(program) ?? last) - last);
}

function endOf({ status, isForeign }: StartedProgram): Pick<SpawnDraft, 'exitCodes' | 'comments'> {
  const [, code] = /^exit(?:ed with)? code (\d+)/.exec(status ?? '') ?? [];
  if (code !== undefined) return { exitCodes: [Number(code)], comments: [] };
  if (status === undefined && isForeign)
    return {
      exitCodes: [],
      comments: ['the recording does not say how the program ended: exit code 0 is expected'],
    };
  const comment =
    status === undefined
      ? 'the recording ends before the program did: what it asks later is missing here'
      : `when it was recorded the program ended with: ${status}`;
  return { exitCodes: [], comments: [comment] };
}
