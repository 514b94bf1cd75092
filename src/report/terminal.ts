import { Chalk } from 'chalk';
import type { EventListener, Phase, StepLabel } from '../events.js';
import { describeFakeCall } from './fake-calls.js';
import type { ReportClock } from './clock.js';
import { createLiveRegion, type LiveLine } from './live-region.js';
import { formatStep } from './place.js';
import { createProgramText, type ProgramText } from './program-text.js';
import type { Report, Write } from './report.js';
import { cleanLine } from './text.js';
import { formatDuration, formatElapsed } from './units.js';

export interface TerminalReportSpec {
  readonly write: Write;
  readonly clock: ReportClock;
  /** The terminal's size now. */
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** False with NO_COLOR: nothing is bold or dim; the lines under way are still drawn in place. */
  readonly color: boolean;
}

/** How many of the installer's last lines are shown. */
const outputLines = 4;

/**
 * A report for a person at a terminal: finished phases, one line each, and below them, drawn in place, the phase and
 * step under way with the last lines of the program.
 */
export function createTerminalReport({ write, clock, size, color }: TerminalReportSpec): Report {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  let phase: { readonly name: Phase; readonly startedMs: number } | undefined;
  let step: { readonly label: StepLabel; readonly startedMs: number } | undefined;
  let progress: string | undefined;
  let program: ProgramText | undefined;

  function lines(): LiveLine[] {
    const since = (startedMs: number): string => formatElapsed(clock.nowMs() - startedMs);
    const all: LiveLine[] = [];
    if (phase !== undefined)
      all.push({ text: phaseLine(phase.name, since(phase.startedMs)), paint: chalk.bold });
    if (step !== undefined)
      all.push({ text: `  ${cleanLine(formatStep(step.label))}`, tail: `  ${since(step.startedMs)}` });
    if (progress !== undefined) all.push({ text: `  ${cleanLine(progress)}` });
    const last = program?.lastLines(outputLines) ?? [];
    return [...all, ...last.map((line) => ({ text: `    ${line}`, paint: chalk.dim }))];
  }

  const region = createLiveRegion({ write, clock, size, lines });

  const listen: EventListener = (event) => {
    switch (event.kind) {
      case 'run-start':
        region.printAbove([chalk.bold(cleanLine(event.session))]);
        return;
      case 'phase-start':
        phase = { name: event.phase, startedMs: clock.nowMs() };
        step = progress = program = undefined;
        break;
      case 'phase-end':
        phase = step = progress = program = undefined;
        region.printAbove([phaseLine(event.phase, formatDuration(event.durationMs))]);
        return;
      case 'step-start':
        step = { label: event.step, startedMs: clock.nowMs() };
        progress = program = undefined;
        break;
      case 'step-end':
        step = progress = program = undefined;
        break;
      case 'terminal-open':
        program = createProgramText({ size: event.size, keepsLines: false });
        break;
      case 'output':
        program ??= createProgramText({ keepsLines: false });
        program.push(event.bytes);
        break;
      case 'progress':
        progress = event.what;
        break;
      case 'notice':
        region.printAbove([`note: ${cleanLine(event.text)}`]);
        return;
      case 'fake-call':
        region.printAbove([`note: ${cleanLine(describeFakeCall(event))}`]);
        return;
      case 'handover':
        if (event.isOver) region.resume();
        else region.suspend();
        return;
      case 'typed':
      case 'terminal-end':
      case 'exchange':
        return; // what is on the screen shows it
    }
    region.changed();
  };

  return { listen, stop: () => region.stop() };
}

const phaseLine = (phase: Phase, duration: string): string => `${phase.padEnd(8)} ${duration}`;
