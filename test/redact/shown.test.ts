import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redact.js';

const value = 'tell-nobody-4711-and-keep-it-to-yourself';

describe('a secret that a program may show in a narrow field', () => {
  it('is removed in every part of it that may be seen, from 8 characters on, however the output is cut', () => {
    fc.assert(
      fc.property(fc.nat(value.length - 8), fc.nat(), fc.nat(), (from, more, cutAt) => {
        const length = 8 + (more % (value.length - from - 7));
        const redactor = createRedactor();
        redactor.addShown(value);
        const bytes = Buffer.from(`│ ${value.slice(from, from + length)}_ │`);
        const stream = redactor.stream();
        const cut = cutAt % bytes.length;
        const pieces = [stream.push(bytes.subarray(0, cut)), stream.push(bytes.subarray(cut)), stream.end()];
        expect(Buffer.concat(pieces).toString()).toBe('│ [redacted]_ │');
      }),
    );
  });

  it('is known to a stream that was open before', () => {
    const redactor = createRedactor();
    const stream = redactor.stream();
    stream.push(Buffer.from('Key? '));
    redactor.addShown(value);
    const shown = Buffer.concat([stream.push(Buffer.from('to-yourself_')), stream.end()]);
    expect(shown.toString()).toBe('[redacted]_');
  });

  it('of one that was only added no part is, and of one of 8 characters or fewer it is all', () => {
    const redactor = createRedactor([value]);
    redactor.addShown('hunter22');
    redactor.addShown('hunter3');
    expect(redactor.text('to-yourself unter22 hunter22 hunter3')).toBe(
      'to-yourself unter22 [redacted] [redacted]',
    );
  });

  it('of each line of it by itself', () => {
    const redactor = createRedactor();
    redactor.addShown('first-line-of-it\nsecond-line-of-it');
    expect(redactor.text('t-line-of-i; nd-line-of')).toBe('[redacted]; [redacted]');
  });
});
