import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redact.js';

const value = 'tell-nobody-4711-and-keep-it-to-yourself';

describe('a secret that a program may show in a narrow field', () => {
  it('is removed in every part of it that may be seen, from 10 characters on, however the output is cut', () => {
    fc.assert(
      fc.property(fc.nat(value.length - 10), fc.nat(), fc.nat(), (from, more, cutAt) => {
        const length = 10 + (more % (value.length - from - 9));
        const redactor = createRedactor();
        redactor.addShown(value, '');
        const bytes = Buffer.from(`│ ${value.slice(from, from + length)}_ │`);
        const stream = redactor.stream();
        const cut = cutAt % bytes.length;
        const pieces = [stream.push(bytes.subarray(0, cut)), stream.push(bytes.subarray(cut)), stream.end()];
        expect(Buffer.concat(pieces).toString()).toBe('│ [redacted]_ │');
        expect(redactor.shown(bytes.toString())).toBe('│ [redacted]_ │');
      }),
    );
  });

  it('is known to a stream that was open before', () => {
    const redactor = createRedactor();
    const stream = redactor.stream();
    stream.push(Buffer.from('Key? '));
    redactor.addShown(value, '');
    const shown = Buffer.concat([stream.push(Buffer.from('it-to-yourself_')), stream.end()]);
    expect(shown.toString()).toBe('[redacted]_');
  });

  it('of one that was only added no part is, and of one of 10 characters or fewer it is all', () => {
    const redactor = createRedactor([value]);
    redactor.addShown('hunter2222', '');
    redactor.addShown('hunter3', '');
    expect(redactor.shown('it-to-yourself unter2222 hunter2222 hunter3')).toBe(
      'it-to-yourself unter2222 [redacted] [redacted]',
    );
  });

  it('of each line of it by itself', () => {
    const redactor = createRedactor();
    redactor.addShown('first-line-of-it\nsecond-line-of-it', '');
    expect(redactor.shown('st-line-of-i; cond-line-of')).toBe('[redacted]; [redacted]');
  });

  it('no part of it is removed that stood there before, nor blanks, rules and zeros', () => {
    const redactor = createRedactor();
    redactor.addShown('Administrator-4711-----------', 'Administrator password:');
    expect(redactor.shown('Administrator mail: ---------------')).toBe('Administrator mail: ---------------');
    expect(redactor.shown('istrator-4711')).toBe('[redacted]');
  });

  it('what is no output has only the whole of it removed: places, names and patterns of a script', () => {
    const redactor = createRedactor();
    redactor.addShown('password-production1', '');
    expect(redactor.text('setup-production-db.yaml password-production1')).toBe(
      'setup-production-db.yaml [redacted]',
    );
  });
});
