import { describe, expect, it } from 'vitest';
import { createMatcher, type Matcher } from '../../src/dialogue/matcher.js';
import { freeLength } from '../../src/dialogue/search-cost.js';
import { parseRegExp } from '../../src/dialogue/pattern-syntax.js';
import { createTimedSearch } from '../../src/dialogue/timed-search.js';

function matcher(source: string, flags = ''): Matcher {
  return createMatcher({ kind: 'regexp', source, flags });
}

/** What it gives and how long it took, in milliseconds. */
function timed<T>(work: () => T): { readonly result: T | Error; readonly tookMs: number } {
  const startedMs = performance.now();
  try {
    return { result: work(), tookMs: performance.now() - startedMs };
  } catch (error) {
    return { result: error as Error, tookMs: performance.now() - startedMs };
  }
}

/** A machine with much to do gives a search a few times as long. */
const soonMs = 5000;

describe('an expression that takes a text in too many ways is given up, by its name', () => {
  it.each([
    ['^(.*) (.*) (.*) (.*) (.*): ok$', 'i', `${'a '.repeat(500)}: ok.`],
    [String.raw`\s+!$`, 'i', `${' '.repeat(200_000)}.!`],
    [String.raw`(?<!x)(\S+)-(\S+)-(\S+)-(\S+): failed`, '', `${'-'.repeat(1500)}\n: failed`],
    [String.raw`(.*)=(.*)=(.*)=\1`, '', '='.repeat(3000)],
    ['(?:a?){30}b', 'i', 'a'.repeat(30)],
    [String.raw`[\q{a|aa}]+!`, 'v', `${'a'.repeat(60)}.!`],
    [`(?:${'a?'.repeat(30)})b`, 'i', 'a'.repeat(30)],
  ])('/%s/%s', (source, flags, text) => {
    const { result, tookMs } = timed(() => matcher(source, flags).find(text, 0));
    expect(result).toMatchObject({
      errorName: 'PATTERN_TOO_SLOW',
      details: { expression: `/${source}/${flags}` },
    });
    expect(tookMs).toBeLessThan(soonMs);
  });

  it('also when each of its many searches in one turn would be over in time', () => {
    const slow = matcher(String.raw`(?:(\S+)-(\S+)-(\S+): failed|-)`, 'i');
    const text = '-'.repeat(600);
    const { result, tookMs } = timed(() => {
      for (let at = 0; at < text.length; at++) slow.find(text, at);
    });
    expect(result).toMatchObject({ errorName: 'PATTERN_TOO_SLOW' });
    expect(tookMs).toBeLessThan(soonMs);
  });
});

describe('whether more text could change the outcome is looked for no longer than is worth it', () => {
  it.each([
    [String.raw`(\S+)-(\S+)-(\S+): failed`, `${'-'.repeat(600)}\nReady.`],
    ['(.*) (.*) (.*): failed', `${'x '.repeat(900)}...\nReady.`],
  ])(
    '/%s/ then may match from the first place on, and is not looked for in as much text again',
    (source, text) => {
      const slow = matcher(source);
      const first = timed(() => slow.findCutOff(text, 3));
      expect(first.result).toBe(3);
      expect(first.tookMs).toBeLessThan(soonMs);
      const again = timed(() => slow.findCutOff(`${text} `, 3));
      expect(again.result).toBe(3);
      expect(again.tookMs).toBeLessThan(10);
      expect(slow.findCutOff('all well', 0)).toBe(source.startsWith('(.*)') ? 0 : 4);
    },
  );

  it('text that begins with white space, over a page of blanks', () => {
    const text = `${' '.repeat(200_000)}.`;
    const { tookMs } = timed(() => createMatcher({ kind: 'text', text: ' name:' }).findCutOff(text, 0));
    expect(tookMs).toBeLessThan(soonMs);
  });
});

describe('text of ordinary length is searched as it is', () => {
  const screenful = 2048;

  it.each([
    [String.raw`Port \[(\d+)\]:`, ''],
    ['error:.*', 'i'],
    [String.raw`password for (\S+):`, 'i'],
    [String.raw`(?:\d{1,3}\.){3}\d{1,3}`, ''],
    [String.raw`\[(?:y/n|yes/no)\]\s*[:?]?`, 'i'],
  ])('/%s/%s', (source, flags) => {
    expect(freeLength(parseRegExp(source, flags), flags)).toBeGreaterThan(screenful);
  });

  it('and a long text gives the same match when it is watched', () => {
    const text = `${'abc '.repeat(20_000)}\nPassword for Root: `;
    expect(matcher(String.raw`password for (\S+): `, 'i').find(text, 0)?.groups[1]).toBe('Root');
  });
});

describe('a search that is watched', () => {
  it('throws what it throws', () => {
    const search = createTimedSearch(100);
    const failing = (): never => {
      throw new RangeError('no');
    };
    expect(() => search(failing)).toThrow(RangeError);
  });

  it('has its time again in the next turn', async () => {
    const search = createTimedSearch(20);
    const forever = (): boolean => /^(.*) (.*) (.*) (.*) (.*): ok$/i.test(`${'a '.repeat(500)}: ok.`);
    expect(search(forever)).toBeUndefined();
    expect(search(() => 1)).toBeUndefined();
    await Promise.resolve();
    expect(search(() => 1)?.value).toBe(1);
  });
});
