import { UnattendError } from '../errors.js';

/**
 * A signal that aborts when the user or the system asks to stop. The second SIGINT or SIGTERM ends the process at once;
 * the dead-man's switch and the watcher then clean up.
 */
export function onInterrupt(): Disposable & { readonly cancelSignal: AbortSignal } {
  const controller = new AbortController();
  const handlers = (['SIGINT', 'SIGTERM'] as const).map((signalName) => {
    const handler = (): void => {
      if (controller.signal.aborted) process.exit(signalName === 'SIGINT' ? 130 : 143);
      controller.abort(new UnattendError('INTERRUPTED', { signalName }));
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
