import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Demultiplexer } from '../../src/engine/demux.js';

function frame(stream: number, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

test('gives each stream its bytes in order, however the whole is cut', () => {
  const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 40 })));
  fc.assert(
    fc.property(frames, fc.integer({ min: 1, max: 50 }), (parts, pieceBytes) => {
      const whole = Buffer.concat(parts.map(([stream, payload]) => frame(stream, payload)));
      const seen = { stdout: [] as number[], stderr: [] as number[] };
      const demultiplexer = new Demultiplexer((bytes, stream) => seen[stream].push(...bytes));
      for (let at = 0; at < whole.length; at += pieceBytes) {
        demultiplexer.push(whole.subarray(at, at + pieceBytes));
      }
      const of = (wanted: number): number[] => parts.filter(([s]) => s === wanted).flatMap(([, p]) => [...p]);
      expect(seen).toEqual({ stdout: of(1), stderr: of(2) });
    }),
  );
});
