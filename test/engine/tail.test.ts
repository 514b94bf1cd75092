import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Tail } from '../../src/engine/tail.js';

test('keeps the last bytes, however they came', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 30 })),
      fc.integer({ min: 1, max: 40 }),
      (chunks, limit) => {
        const tail = new Tail(limit);
        chunks.forEach((chunk) => tail.push(chunk));
        expect([...tail.bytes()]).toEqual(chunks.flatMap((chunk) => [...chunk]).slice(-limit));
      },
    ),
  );
});
