import type { Phase, RunEvent } from '../events.js';
import type { ReportClock } from './clock.js';
import { formatElapsed } from './units.js';

/** Notices when a report has been quiet for long, and says what is going on. */
export interface AliveWatch {
  onEvent(event: RunEvent): void;
  /** Something was printed: the wait begins again. */
  onPrint(): void;
  stop(): void;
}

export interface AliveSpec {
  readonly clock: ReportClock;
  readonly silenceMs: number;
  /** Prints one line; calls `onPrint` like every other. */
  readonly say: (text: string) => void;
  /** The last line of the program that runs. */
  readonly lastLine: () => string;
}

export function createAliveWatch({ clock, silenceMs, say, lastLine }: AliveSpec): AliveWatch {
  let phase: { readonly name: Phase; readonly startedMs: number } | undefined;
  let step: { readonly startedMs: number } | undefined;
  let lastOutputMs = 0;
  let cancel = (): void => undefined;

  const since = (ms: number): string => formatElapsed(clock.nowMs() - ms);

  function describe(): string {
    if (step === undefined)
      return phase === undefined ? 'still at it' : `still in ${phase.name} after ${since(phase.startedMs)}`;
    const running = `still running after ${since(step.startedMs)}`;
    return clock.nowMs() - lastOutputMs >= silenceMs
      ? `${running}, silent for ${since(lastOutputMs)}`
      : `${running}: ${lastLine()}`;
  }

  return {
    onEvent(event) {
      const nowMs = clock.nowMs();
      if (event.kind === 'output') lastOutputMs = nowMs;
      else if (event.kind === 'phase-start') phase = { name: event.phase, startedMs: nowMs };
      else if (event.kind === 'step-start') {
        step = { startedMs: nowMs };
        lastOutputMs = nowMs;
      } else if (event.kind === 'step-end') step = undefined;
      else if (event.kind === 'phase-end') phase = undefined;
    },
    onPrint() {
      cancel();
      cancel = clock.after(silenceMs, () => say(describe()));
    },
    stop: () => cancel(),
  };
}
