import { describe, expect, it } from 'vitest';
import { createMatcher, type Matcher } from '../../src/dialogue/matcher.js';

const text = `${'a'.repeat(50)}!`;

function matcher(source: string, flags = ''): Matcher {
  return createMatcher({ kind: 'regexp', source, flags });
}

describe('an expression that goes back without end is matched all the same', () => {
  it.each(['(a+)+$', '(a|a)*$', '(a|aa)+$', String.raw`(\w+\s?)*$`])('%s', (source) => {
    const startedMs = performance.now();
    const expression = matcher(source);
    expression.find(text, 0);
    expression.findCutOff(text, 0);
    expect(performance.now() - startedMs).toBeLessThan(2000);
  });
});

describe('where nothing could stop it, it is refused', () => {
  it.each([
    ['(a+)+$', 'i'],
    ['(a|aa)+$', 'u'],
    [String.raw`(?=(a+))\1+b`, ''],
    [String.raw`(?!x)(\w+\s?)*$`, ''],
    ['(?=(?:a*)*b)c', ''],
    // What overlaps lies above the characters that prompts are made of.
    ['(?:[一-鿿]|[一-龥])+!', 'u'],
    ['(?:[a一-鿿]|[b一-龥])+!', 'u'],
    ['(?:[а-я]|[Б-Г])+!', 'i'],
    [String.raw`(?:\s|[^\x00-\u024f])+!`, 'i'],
    [String.raw`(?:\p{Script=Han}|[一-龥])+!`, 'u'],
    [String.raw`(?:[\u{1f600}-\u{1f64f}]|[^a])+!`, 'u'],
    [String.raw`(?:\p{Script=Han}|\p{L})+!`, 'u'],
  ])('/%s/%s', (source, flags) => {
    expect(() => matcher(source, flags)).toThrow(`/${source}/${flags}: repetitions within a repetition`);
  });
});

describe('what takes every text in one way is not', () => {
  it.each([
    [String.raw`(?:\w+ )+done`, 'i'],
    [String.raw`(["'])(.*?)\1`, ''],
    [String.raw`(?:\d{1,3}\.){3}\d{1,3}`, 'i'],
    [String.raw`^\s*password(?: for [^:]+)?:\s*$`, 'i'],
    [String.raw`\[(?:y/n|yes/no)\]\s*[:?]?\s*$`, 'i'],
    ['(?<!x).*foo.*bar', ''],
    ['(?:a?)+b', 'i'],
    ['(?:[а-я]+[А-Я]+)+!', 'u'],
    [String.raw`(?:\p{L}+\s+)+!`, 'u'],
    [String.raw`(?:[一-鿿]+[、。])+!`, 'u'],
  ])('/%s/%s', (source, flags) => {
    expect(() => matcher(source, flags)).not.toThrow();
  });
});

describe('text that every match contains is looked for first, and changes no match', () => {
  it.each([
    ['^fatal: (.*)', '', 'so\nfatal: disk', 3],
    ['(?:ab|cd)+x', '', 'zzabcdx', 2],
    ['colou?r: (red)', '', 'color: red', 0],
    ['PASS(?:word)?:', 'i', 'a password:', 2],
    ['(?:no)+(?=pe)', '', 'nonope', 0],
    ['.*end', '', 'one\ntwo end', 4],
    ['(.+?) of (\\d+)', '', '\n12 of 30', 1],
    ['.*\\bx', 's', 'a\nb x', 0],
  ])('/%s/%s in %j', (source, flags, all, start) => {
    const found = matcher(source, flags).find(all, 0);
    const expected = new RegExp(source, `${flags}m`).exec(all);
    expect(found?.start).toBe(start);
    expect(found?.groups).toEqual([...(expected ?? [])]);
  });
});

describe('a match that more text cannot change is not waited for', () => {
  it.each([
    [String.raw`Question (\d+) of \d+: `, false],
    [String.raw`Go on (yes|no)\? `, false],
    [String.raw`port (\d+)`, true],
    ['(no|not sure)', true],
    [String.raw`(?:x\d+)*x`, true],
    [String.raw`(\d+)\d`, true],
  ])('%s: %s', (source, isGrowable) => {
    expect(matcher(source).isGrowable).toBe(isGrowable);
  });

  it.each([
    // A common character that no class names the end of.
    [String.raw`\s+[\u2000-\u3000]`, '', true],
    ['[а-я]+[А-Я]', '', false],
    ['[а-я]+[А-Я]', 'i', true],
    ['[а-я]+[Б-г]', '', true],
    ['[一-鿿]+[、。]', '', false],
    ['[一-鿿]+[一-龥]', '', true],
    ['日+日', '', true],
    ['[^:日]+日', '', false],
    [String.raw`\p{L}+\s`, 'u', false],
    [String.raw`\p{Script=Han}+[一-龥]`, 'u', true],
    ['[^a]+😀', 'u', true],
    ['[😀-😃]+:', 'u', false],
    [String.raw`[\q{日本}]+日`, 'v', true],
    [String.raw`\p{RGI_Emoji}+\d`, 'v', true],
  ])('beyond Latin: /%s/%s: %s', (source, flags, isGrowable) => {
    expect(matcher(source, flags).isGrowable).toBe(isGrowable);
  });
});
