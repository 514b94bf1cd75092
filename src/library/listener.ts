/** A listener of the caller's that may throw, as it is called from within a stream where nobody could catch it. */
export interface GuardedListener<Event> {
  /** Calls it, unless it has thrown before. */
  readonly tell: (event: Event) => void;
  /** Aborted with what it threw. */
  readonly failure: AbortSignal;
}

export function guardListener<Event>(listener: (event: Event) => void): GuardedListener<Event> {
  const controller = new AbortController();
  return {
    tell(event) {
      if (controller.signal.aborted) return;
      try {
        listener(event);
      } catch (error) {
        controller.abort(error);
      }
    },
    failure: controller.signal,
  };
}
