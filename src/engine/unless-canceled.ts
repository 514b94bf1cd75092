/** Work that fails because it was canceled tells the signal's reason, as it is. */
export async function unlessCanceled<T>(
  cancelSignal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    cancelSignal?.throwIfAborted();
    return await work();
  } catch (error) {
    cancelSignal?.throwIfAborted();
    throw error;
  }
}
