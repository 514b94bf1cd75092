/** The first piece of a sequence, and the whole of it still to be read. */
export async function peek<T>(
  pieces: AsyncIterable<T>,
): Promise<{ first: T | undefined; all: AsyncIterable<T> }> {
  const iterator = pieces[Symbol.asyncIterator]();
  const head = await iterator.next();
  if (head.done === true) return { first: undefined, all: rest(iterator) };
  return { first: head.value, all: rest(iterator, head.value) };
}

async function* rest<T>(iterator: AsyncIterator<T>, ...first: readonly T[]): AsyncGenerator<T> {
  try {
    yield* first;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
