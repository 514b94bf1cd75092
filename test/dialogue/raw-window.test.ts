import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRawWindow } from '../../src/dialogue/raw-window.js';

const windowBytes = 64 * 1024;

it('holds at least the last 64 kB, however they came', () => {
  const size = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 100_000 }));
  fc.assert(
    fc.property(fc.array(size, { maxLength: 40 }), (sizes) => {
      const raw = createRawWindow();
      let all = '';
      for (const [index, count] of sizes.entries()) {
        const piece = Buffer.alloc(count, `${index}:\xe9`, 'latin1');
        raw.push(piece);
        // What was pushed belongs to the caller again.
        all += piece.toString('latin1');
        piece.fill(0);
      }
      const { text, start } = raw.from(0);
      expect(raw.end).toBe(all.length);
      expect(start + text.length).toBe(all.length);
      expect(text.length).toBeGreaterThanOrEqual(Math.min(all.length, windowBytes));
      expect(text === all.slice(start)).toBe(true);
      expect(raw.from(all.length - 3).text).toBe(all.slice(-3));
    }),
    { numRuns: 100 },
  );
});
