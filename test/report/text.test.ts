import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanLines, disarm, displayWidth, truncate, wrap } from '../../src/report/text.js';
import { describeTyped } from '../../src/report/typed.js';
import { formatBytes, formatDuration, formatElapsed, formatTimeOfDay } from '../../src/report/units.js';

describe('cleanLine', () => {
  it.each([
    ['plain — text €', 'plain — text €'],
    [
      '\u001b[1;31mred\u001b[0m \u001b]0;title\u0007\u001b]8;;http://a\u001b\\link\u001b]8;;\u001b\\',
      'red link',
    ],
    ['one\ntwo\r\nthree\tfour', 'one two three four'],
    ['bell\u0007 null\u0000 csi\u009b31m back\b del\u007f cut \u001b[3', 'bell null csi back del cut [3'],
    ['right \u202eto left\u202c \u2066x\u2069', 'right to left x'],
  ])('makes %j harmless', (text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });

  it('leaves no control character of anything', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\u001b', '[', ']', 'm', ';', '\u009b', '\u0007', 'a', '\n') }),
        (text) => {
          expect(cleanLine(text)).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
        },
      ),
    );
  });

  it('keeps lines apart where it is told to', () => {
    expect(cleanLines('one\u001b[K\r\n\ttwo')).toEqual(['one', ' two']);
  });
});

describe('disarm', () => {
  it.each([
    ['::error::no', ': :error::no'],
    ['  ::add-mask::x', '  : :add-mask::x'],
    ['a ::error::', 'a ::error::'],
    ['x ##[error]y ##vso[task.setvariable]z', 'x # #[error]y # #vso[task.setvariable]z'],
    ['##teamcity[buildStop]', '# #teamcity[buildStop]'],
    ['###[a]', '## #[a]'],
    ['## heading', '## heading'],
  ])('%j', (line, harmless) => {
    expect(disarm(line)).toBe(harmless);
  });
});

describe('width', () => {
  it('counts columns', () => {
    expect(['abc', 'é', 'e\u0301', '日本', '✅', '한'].map(displayWidth)).toEqual([3, 1, 1, 4, 2, 2]);
  });

  it('cuts to columns', () => {
    expect(truncate('installing', 10)).toBe('installing');
    expect(truncate('installing', 9)).toBe('installi…');
    expect(truncate('日本語', 5)).toBe('日本…');
    expect(truncate('日本語', 4)).toBe('日…');
  });

  it('wraps without losing a character', () => {
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(wrap('', 3)).toEqual(['']);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 9 }), (text, columns) => {
        const rows = wrap(text, columns);
        expect(rows.join('')).toBe(text);
        expect(rows.every((row) => displayWidth(row) <= columns)).toBe(true);
      }),
    );
  });
});

describe('describeTyped', () => {
  it.each([
    ['y\r', '"y" enter'],
    ['\r', 'enter'],
    ['\u001b[B\u001bOB \t', 'down down " " tab'],
    ['\u0015/opt/acme\r', 'ctrl-u "/opt/acme" enter'],
    ['<password>\r', '<password> enter'],
    ['\u001b[24~\u001b[Z\u001b\u007f\u0003', 'f12 shift-tab escape backspace ctrl-c'],
    ['', ''],
  ])('%j', (text, words) => {
    expect(describeTyped(text)).toBe(words);
  });
});

describe('units', () => {
  it('durations', () => {
    const all = [0, 49, 6_000, 9_949, 9_950, 59_400, 59_600, 64_000, 3_599_000, 3_720_000, 90_000_000];
    expect(all.map(formatDuration)).toEqual([
      ...['0.0 s', '0.0 s', '6.0 s', '9.9 s', '10 s', '59 s', '1m00s', '1m04s', '59m59s', '1h02m', '25h00m'],
    ]);
    expect([999, 59_999].map(formatElapsed)).toEqual(['0 s', '59 s']);
  });

  it('sizes', () => {
    const all = [0, 999, 1000, 9_994, 12_345, 999_499, 999_500, 653_000_000, 1_340_000_000, 2e12, 5e15];
    expect(all.map(formatBytes)).toEqual([
      ...[
        '0 B',
        '999 B',
        '1.00 kB',
        '9.99 kB',
        '12.3 kB',
        '999 kB',
        '1.00 MB',
        '653 MB',
        '1.34 GB',
        '2.00 TB',
        '5000 TB',
      ],
    ]);
  });

  it('local time of day', () => {
    expect(formatTimeOfDay(new Date(2026, 0, 5, 2, 3, 4))).toBe('02:03:04');
  });
});
