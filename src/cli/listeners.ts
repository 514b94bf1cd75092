import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { EventListener, StepLabel } from '../events.js';
import { makeDirectory } from '../pipeline/make-directory.js';
import type { Plan } from '../pipeline/plan.js';
import type { CastFormat } from '../recording/cast-header.js';
import { flagsFileOf } from '../recording/flags-file.js';
import { createRecorder } from '../recording/recorder.js';
import { type CastWriter, createCastWriter } from '../recording/writer.js';
import { systemReportClock } from '../report/clock.js';
import { createPlainReport } from '../report/plain.js';
import type { Report } from '../report/report.js';
import { createTerminalReport } from '../report/terminal.js';
import type { Output } from './output.js';

/** Who listens to a run: its report and its recording. */
export interface Listeners {
  readonly listen: EventListener;
  /** Ends them and returns where the recording is, if it is kept: when it was asked for, or the run failed. */
  readonly close: (isGood: boolean) => string | undefined;
  /** The step under way, or the one that failed. */
  readonly step: () => StepLabel | undefined;
}

/** What the command line says of the recording. */
interface RecordingFlags {
  /** Where it is kept whatever happens. */
  readonly recordingFlag: string | undefined;
  readonly format: CastFormat;
}

export function openListeners(
  plan: Plan,
  { recordingFlag, format }: RecordingFlags,
  output: Output,
): Listeners {
  const file = recordingFlag === undefined ? ownRecording(plan) : resolve(recordingFlag);
  const report = openReport(output);
  const clock = systemReportClock;
  const writer = createCastWriter({ file, size: plan.size, title: plan.session.name, clock, format });
  rmSync(flagsFileOf(file), { force: true }); // of a recording that stood here before: it names other events
  let step: StepLabel | undefined;
  const record = createRecorder(writer);
  return {
    listen(event) {
      if (event.kind === 'step-start') ({ step } = event);
      else if (event.kind === 'step-end') step = undefined;
      record(event);
      report?.listen(event);
    },
    close(isGood) {
      report?.stop();
      closeRecording(writer, output);
      if (recordingFlag !== undefined || !isGood) return file;
      rmSync(file, { force: true });
      return undefined;
    },
    step: () => step,
  };
}

/** A recording that could not be written is no reason to fail an installation, but it is said. */
function closeRecording(writer: CastWriter, output: Output): void {
  try {
    writer.close();
  } catch (error) {
    output.message(
      `The recording is incomplete: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}

/** Where the recording is kept if the run fails. */
function ownRecording({ stateDirectory, runId }: Plan): string {
  const directory = join(dirname(stateDirectory), 'recordings');
  makeDirectory({ path: directory, variable: 'XDG_STATE_HOME', isShared: true });
  return join(directory, `${runId}.cast`);
}

function openReport(output: Output): Report | undefined {
  if (output.isQuiet) return undefined;
  const { isVerbose, isColored: color, message: write } = output;
  const clock = systemReportClock;
  if (!output.isTerminal || output.isJson || isVerbose) return createPlainReport(write, clock, { isVerbose });
  const size = () => ({ columns: process.stderr.columns, rows: process.stderr.rows });
  return createTerminalReport({ write, clock, size, color });
}
