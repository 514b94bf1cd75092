import { Chalk, type ChalkInstance } from 'chalk';
import type { StepLabel } from '../events.js';
import type { NearMiss } from '../errors/dialogue.js';
import type { RecordedAnswerPlace, RecordedEnd } from '../errors/replay.js';
import type { Diagnostic } from '../errors/script.js';
import type { Finding } from '../errors/run.js';
import type { UnattendError } from '../errors.js';
import { boxLines } from './box.js';
import { formatPlace, formatStep } from './place.js';
import { formatRows, type Row } from './table.js';
import { cleanLine, cleanLines, disarm } from './text.js';

export interface FailureContext {
  /** The command line that reproduces it. */
  readonly command: string;
  readonly recording?: string;
  /** The step that was under way; its place is told where the error has none of its own. */
  readonly step?: StepLabel;
  /** The findings of SCRIPT_INVALID as `formatDiagnostics` made them; without it they are listed, one line each. */
  readonly diagnostics?: string;
  readonly color: boolean;
  /** Columns a line of the screen may take; a longer one goes on below. Default 110. */
  readonly columns?: number;
}

/** The block every failure ends with, the same everywhere, ended by a line feed. No line of it can command a CI service. */
export function renderFailure(error: UnattendError, context: FailureContext): string {
  const chalk = new Chalk({ level: context.color ? 1 : 0 });
  const facts = findFacts(error);
  const { step, recording, columns = 110 } = context;
  const at = facts.at ?? (step === undefined ? undefined : formatPlace(step.place));
  const message = facts.diagnostics === undefined ? error.message : error.message.replace(/\.$/, ':');
  const found = findingLines(facts.findings);
  const before = formatRows(
    [
      ['step', ...(step === undefined ? [] : [cleanLine(formatStep(step))])],
      ['at', ...(at === undefined ? [] : [cleanLine(at)])],
      ['expected', ...(facts.pattern === undefined ? [] : [`"${cleanLine(facts.pattern)}"`])],
      ['view', ...(facts.view === undefined ? [] : [facts.view])],
      ['waited', ...(facts.waited === undefined ? [] : [facts.waited])],
      ...(facts.recorded === undefined ? [] : [recordedRow(facts.recorded)]),
      ...(facts.end === undefined ? [] : [endRow(facts.end)]),
      ...facts.nearest.map(nearestRow),
    ],
    chalk.dim,
  );
  const after = formatRows(
    [
      ['hint', ...cleanLines(error.hint)],
      ['recording', ...(recording === undefined ? [] : [cleanLine(recording)])],
      ['reproduce', ...(isReproducible(error) ? [cleanLine(context.command)] : [])],
      ['error', `${error.code}, exit code ${error.exitCode}`],
    ],
    chalk.dim,
  );
  const all = [
    `${chalk.red.bold('Failed:')} ${cleanLine(message)}`,
    ...paragraph(
      context.diagnostics === undefined ? listed(facts.diagnostics) : cleanDiagnostics(context.diagnostics),
    ),
    ...paragraph(found),
    ...paragraph(before),
    ...paragraph(shownBox(facts, columns, chalk)),
    '',
    ...after,
  ];
  return `${all.map(disarm).join('\n')}\n`;
}

/** What a failure's details tell, whatever its kind. */
interface Facts {
  readonly at: string | undefined;
  readonly pattern: string | undefined;
  readonly waited: string | undefined;
  readonly box: { readonly title: string; readonly lines: readonly string[] } | undefined;
  readonly diagnostics: readonly Diagnostic[] | undefined;
  readonly view: string | undefined;
  readonly recorded: RecordedAnswerPlace | undefined;
  readonly end: RecordedEnd | undefined;
  readonly findings: readonly Finding[];
  readonly nearest: readonly NearMiss[];
}

function findFacts({ details }: UnattendError): Facts {
  const isDialogue = 'screen' in details;
  const isTimed = 'waitedMs' in details;
  return {
    at: 'place' in details ? formatPlace(details.place) : undefined,
    pattern: 'pattern' in details ? details.pattern : undefined,
    waited: isTimed
      ? formatWait(details.waitedMs, 'limitMs' in details ? details.limitMs : undefined)
      : undefined,
    box: isDialogue
      ? { title: 'the last screen', lines: details.screen }
      : 'output' in details
        ? { title: 'the last output', lines: details.output }
        : undefined,
    recorded: 'recorded' in details ? details.recorded : undefined,
    end: 'end' in details ? details.end : undefined,
    view: 'view' in details ? `the ${details.view}` : undefined,
    nearest: 'nearest' in details ? details.nearest : [],
    findings: 'findings' in details ? details.findings : [],
    diagnostics: 'diagnostics' in details ? details.diagnostics : undefined,
  };
}

/** The recording's side of a replay. */
function recordedRow({ prompt, answer, ...place }: RecordedAnswerPlace): Row {
  return ['recorded', placeThere(place), ...promptThere(prompt), `answer: ${cleanLine(answer)}`];
}

/** The same where nothing is answered any more, with what was answered last. */
function endRow({ what, last, ...place }: RecordedEnd): Row {
  const row = ['recorded', placeThere(place), `end: ${cleanLine(what)}`] as const;
  if (last === undefined) return [...row];
  return [
    ...row,
    `before: ${placeThere(last)}`,
    ...promptThere(last.prompt),
    `answer: ${cleanLine(last.answer)}`,
  ];
}

const placeThere = ({ file, event, atSeconds }: Omit<RecordedEnd, 'what' | 'last'>): string =>
  cleanLine(`${file}, event ${event}, ${atSeconds.toFixed(1)} s`);

const promptThere = (prompt: string): readonly string[] =>
  prompt === '' ? [] : [`prompt: ${cleanLine(prompt)}`];

/** What was wanted, what stands there, and below it what differs. */
function nearestRow({ place, wanted, seen, marks }: NearMiss): Row {
  const at = place === undefined ? [] : [cleanLine(formatPlace(place))];
  return ['nearest', ...at, `wanted: ${cleanLine(wanted)}`, `seen:   ${cleanLine(seen)}`, `        ${marks}`];
}

/** More than so many say nothing new to a person; `--json` has all. */
const mostFindings = 25;

/** Those with the same remedy together, and the remedy below them. */
function findingLines(findings: readonly Finding[]): string[] {
  const others = findings.length - mostFindings;
  const more = others > 0 ? [`  and ${others} more (all of them with --json)`] : [];
  const shown = findings.slice(0, mostFindings);
  const remedies = [...new Set(shown.map(({ remedy }) => remedy))];
  const groups = remedies.map((remedy) => [
    ...shown.filter((each) => each.remedy === remedy).flatMap(oneFinding),
    `  -> ${remedy}`,
  ]);
  return [...groups.flat(), ...more];
}

/** Where it is and what, and below it the line it stands in. */
function oneFinding({ place, line, what, shown, count }: Finding): string[] {
  const at = line === undefined ? place : `${place}:${line}`;
  const times = count > 1 ? `, ${count} times` : '';
  const all = [`  ${cleanLine(at)}: ${cleanLine(what)}${times}`];
  return shown === undefined ? all : [...all, `    ${cleanLine(shown)}`];
}

/** In seconds with one digit, as the messages of the catalogue say them. */
function formatWait(waitedMs: number, limitMs: number | undefined): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return limitMs === undefined ? seconds(waitedMs) : `${seconds(waitedMs)} of ${seconds(limitMs)}`;
}

function shownBox({ box }: Facts, columns: number, chalk: ChalkInstance): string[] {
  if (box === undefined) return [];
  const lines = boxLines(box.lines, columns);
  if (lines.length === 0) return [`  ${chalk.dim(`${box.title} is empty`)}`];
  return [
    `  ${chalk.dim(`┌─ ${box.title}`)}`,
    ...lines.map((line) => `  ${chalk.dim('│')} ${line}`.trimEnd()),
    `  ${chalk.dim('└─')}`,
  ];
}

/** A wrong command line and an interrupt are not reproduced: the one is in the shell, the other was wanted. */
const isReproducible = ({ errorName }: UnattendError): boolean =>
  errorName !== 'USAGE' && errorName !== 'INTERRUPTED';

const listed = (diagnostics: readonly Diagnostic[] = []): string[] =>
  diagnostics.map(({ place, message }) => cleanLine(`${formatPlace(place)}: ${message}`));

/** Tabs stay: the caret below a line stands behind the same ones. */
const cleanDiagnostics = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t').map(cleanLine).join('\t'));

const paragraph = (lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', ...lines]);
