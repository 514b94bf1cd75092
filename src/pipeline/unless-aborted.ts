/** What somebody chooses; undefined when the run is interrupted before they have. */
export async function unlessAborted<T>(
  cancelSignal: AbortSignal | undefined,
  choice: Promise<T> | undefined,
): Promise<T | undefined> {
  if (cancelSignal === undefined) return choice;
  const aborted = new Promise<undefined>((resolve) => {
    if (cancelSignal.aborted) resolve(undefined);
    else cancelSignal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return Promise.race([choice, aborted]);
}
