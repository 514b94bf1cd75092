import type { EventListener, RunEvent } from '../events.js';
import { createAliveWatch } from './alive.js';
import type { ReportClock } from './clock.js';
import { describeFakeCall } from './fake-calls.js';
import { formatPlace, formatStep } from './place.js';
import { createProgramText } from './program-text.js';
import type { Report, Write } from './report.js';
import { cleanLine, disarm, truncate } from './text.js';
import { describeTyped } from './typed.js';
import { formatDuration, formatTimeOfDay } from './units.js';

export interface PlainOptions {
  /** Print what the programs print, too. Default: no; a failure shows the last screen anyway. */
  readonly isVerbose?: boolean;
  /** How long nothing may be printed before a line says that the run is alive, in milliseconds; default 30 s. */
  readonly silenceMs?: number;
}

/** A report for logs: one line per event, with the local time, without colours. */
export function createPlainReport(write: Write, clock: ReportClock, options: PlainOptions = {}): Report {
  const { isVerbose = false, silenceMs = 30_000 } = options;
  let program = createProgramText({ keepsLines: isVerbose });
  let isStopped = false;

  function print(depth: number, text: string): void {
    write(`${formatTimeOfDay(clock.now())} ${'  '.repeat(depth)}${disarm(cleanLine(text))}\n`);
    alive.onPrint();
  }

  function printOutput(isEnd: boolean): void {
    for (const line of program.takeLines(isEnd)) print(2, `| ${line}`);
  }

  const alive = createAliveWatch({
    clock,
    silenceMs,
    say: (text) => print(1, text),
    lastLine: () => truncate(program.lastLines(1)[0] ?? '', 120),
  });

  const listen: EventListener = (event) => {
    if (isStopped) return;
    alive.onEvent(event);
    if (event.kind === 'output') program.push(event.bytes);
    if (event.kind === 'output' || event.kind === 'terminal-end' || event.kind === 'step-end') {
      printOutput(event.kind !== 'output');
    }
    if (event.kind === 'terminal-open')
      program = createProgramText({ size: event.size, keepsLines: isVerbose });
    if (event.kind === 'step-start') program = createProgramText({ keepsLines: isVerbose });
    const line = describe(event);
    if (line !== undefined) print(...line);
  };

  return {
    listen,
    stop() {
      if (!isStopped) printOutput(true);
      isStopped = true;
      alive.stop();
    },
  };
}

/** The line of an event and how deep it is indented. */
function describe(event: RunEvent): [depth: number, text: string] | undefined {
  switch (event.kind) {
    case 'run-start':
      return [0, `${event.session} (run ${event.runId})`];
    case 'phase-start':
      return [0, event.phase];
    case 'phase-end':
      return [0, `${event.phase} took ${formatDuration(event.durationMs)}`];
    case 'step-start':
      return [1, `${formatStep(event.step)} (${formatPlace(event.step.place)})`];
    case 'step-end':
      return [1, `${event.step.kind} took ${formatDuration(event.durationMs)}`];
    case 'terminal-open': // the step's line says it
    case 'output': // printed by line
      return undefined;
    case 'exchange':
      return [2, `"${event.pattern}" (${formatPlace(event.place)})`];
    case 'typed':
      return [2, `typed ${describeTyped(event.text)}`];
    case 'terminal-end':
      return [2, `ended: ${event.status}`];
    case 'handover':
      return [2, event.isOver ? 'the terminal was given back' : 'a person has the terminal'];
    case 'progress':
      return [1, event.what];
    case 'notice':
      return [1, `note: ${event.text}`];
    case 'fake-call':
      return [1, `note: ${describeFakeCall(event)}`];
  }
}
