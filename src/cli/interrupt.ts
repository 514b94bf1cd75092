import { UnattendError } from '../errors.js';

/**
 * A signal that aborts when the user or the system asks to stop, or the terminal's window is closed. The second such signal ends the
 * process at once, and so does SIGQUIT; the dead-man's switch and the watcher then clean up.
 */
export function onInterrupt(): Disposable & { readonly cancelSignal: AbortSignal } {
  const controller = new AbortController();
  const handlers = (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const).map((signalName) => {
    const handler = (): void => {
      if (signalName === 'SIGQUIT') process.exit(quitExitCode);
      // A window that is closed may be told twice, by the terminal and by the shell in it.
      if (controller.signal.aborted && signalName === 'SIGHUP') return;
      const error = new UnattendError('INTERRUPTED', { signalName });
      if (controller.signal.aborted) process.exit(error.exitCode);
      controller.abort(error);
    };
    process.on(signalName, handler);
    return () => process.off(signalName, handler);
  });
  return {
    cancelSignal: controller.signal,
    [Symbol.dispose]() {
      for (const off of handlers) off();
    },
  };
}

/** 128 and the number of SIGQUIT. By itself it would end the process with the terminal as it is. */
const quitExitCode = 131;
