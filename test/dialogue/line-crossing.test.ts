import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossesLines } from '../../src/dialogue/line-crossing.js';
import { parseRegExp } from '../../src/dialogue/pattern-syntax.js';

const within = [
  ['error', ''],
  ['err(or|ed): .*', 'i'],
  ['^Name [(]\\d+[)]: $', 'm'],
  ['[^\\r\\n]+', ''],
  ['\\w+ \\S*', ''],
  ['(a|b)\\1', ''],
  ['p50=[\\d.]+', ''],
  ['\\p{Lu}+', 'u'],
  ['[\\p{L}--[a-z]]', 'v'],
  ['(?:a[b-d]){2,5}', ''],
  ['\\bdone\\b', ''],
  ['a\\c!', ''],
] as const;

const across = [
  ['a\\nb', ''],
  ['a\\sb', ''],
  ['a[^b]', ''],
  ['.', 's'],
  ['\\D', ''],
  ['\\W', ''],
  ['\\P{L}', 'u'],
  ['a(?=b)', ''],
  ['(?<!b)a', ''],
  ['(a|[\\s\\S])*b', ''],
  ['a\\x0ab', ''],
  ['[\\t-\\r]', ''],
  ['x[\\q{a\\nb|q}]', 'v'],
] as const;

describe('a match', () => {
  it.each(within)('of /%s/%s stays within its line', (source, flags) => {
    expect(crossesLines(parseRegExp(source, flags), flags)).toBe(false);
  });

  it.each(across)('of /%s/%s may take, or look at, another line', (source, flags) => {
    expect(crossesLines(parseRegExp(source, flags), flags)).toBe(true);
  });

  it('that stays within its line has no line end in it, whatever the text', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', 'N', 'é', '1', '.', ':', ' ', '\n', '\r', '\t', '='),
    });
    fc.assert(
      fc.property(fc.constantFrom(...within), text, ([source, flags], searched) => {
        for (const [found] of searched.matchAll(new RegExp(source, `${flags}g`)))
          expect(found).not.toContain('\n');
      }),
    );
  });
});
