import { describe, expect, it } from 'vitest';
import { type FormName, formsOf } from '../../src/redact/forms.js';

const textsOf = (value: string, name: FormName): readonly string[] =>
  formsOf(value)
    .filter((form) => form.name === name)
    .map(({ text }) => text);

describe('the forms of a value', () => {
  it.each(['', 'abc', 'é€ß'])('are none for %j, of fewer than 4 characters', (value) => {
    expect(formsOf(value)).toEqual([]);
  });

  it('are each there once, the plain one first', () => {
    const forms = formsOf('hunter22');
    expect(forms[0]).toEqual({ name: 'plain', text: 'hunter22' });
    expect(new Set(forms.map(({ text }) => text)).size).toBe(forms.length);
    expect(textsOf('hunter22', 'url')).toEqual(['%68%75%6E%74%65%72%32%32', '%68%75%6e%74%65%72%32%32']);
  });

  it('are those of each line too, and of the whole as a terminal shows it', () => {
    expect(textsOf('first\nab\nsecond', 'plain')).toEqual([
      'first\nab\nsecond',
      'first\r\nab\r\nsecond',
      'first',
      'second',
    ]);
    expect(textsOf('first\nab\nsecond', 'hex')).toContain('7365636f6e64');
  });

  it('are those of portions of long lines, of all of them together no more than of one', () => {
    const lineOf = (at: number): string =>
      Array.from({ length: 100 }, (_, i) => `${at}-${i}.abcdefgh`)
        .join('')
        .slice(0, 1000);
    const portionsOf = (lines: readonly string[]): number => {
      const value = lines.join('\n');
      return textsOf(value, 'plain').filter(
        (text) => [253, 255].includes(text.length) && value.includes(text),
      ).length;
    };
    const lines = Array.from({ length: 60 }, (_, at) => lineOf(at));
    expect(portionsOf(lines.slice(0, 20))).toBe(20 * 4);
    expect(portionsOf(lines)).toBe(128);
    expect(portionsOf([lines.join('')])).toBe(128);
    // The last ones are there too.
    expect(textsOf(lines.join('\n'), 'plain')).toContain(lineOf(59).slice(-253));
  });

  it('are in base64 wherever the value begins', () => {
    for (const value of ['hunter22', '\u00ff\u00fe>>??~~', 'a-longer-passphrase of words'])
      for (const before of ['', 'a', 'ab', 'abc', 'user:'])
        for (const after of ['', '\n', 'zz', '@host'])
          for (const encoding of ['base64', 'base64url'] as const) {
            const text = Buffer.from(before + value + after).toString(encoding);
            const found = textsOf(value, 'base64').filter((form) => text.includes(form));
            const shown = text.replace(found.sort((one, other) => other.length - one.length)[0] ?? '', '');
            // What is left decodes to what stood around it and no whole character of the value.
            const around = Math.ceil((before.length * 8) / 6) + Math.ceil(((after.length + 2) * 8) / 6) + 2;
            expect([text, found.length > 0, shown.length <= around]).toEqual([text, true, true]);
          }
  });

  it('of base64 and hex are at least 6 characters', () => {
    expect(textsOf('abcd', 'base64')).toEqual(['YWJjZA==']);
    expect(formsOf('abcd').every(({ name, text }) => name === 'plain' || text.length >= 6)).toBe(true);
  });

  it.each<[FormName, string, string]>([
    ['hex', 'pa/Zß', '70612f5ac39f'],
    ['hex', 'pa/Zß', '70612F5AC39F'],
    ['hex', 'pa/Zß', '70 61 2f 5a c3 9f'],
    ['hex', 'pa/Zß', '70:61:2F:5A:C3:9F'],
    ['url', "a b/ü'+*", 'a%20b/%C3%BC%27%2B%2A'],
    ['url', "a b/ü'+*", "a%20b%2F%C3%BC'%2B*"],
    ['url', "a b/ü'+*", "a%20b%2f%c3%bc'%2b*"],
    ['url', "a b/ü'+*", 'a%20b%2F%C3%BC%27%2B%2A'],
    ['url', "a b/ü'+*", "a%20b/%C3%BC'+*"],
    ['url', "a b/ü'+*", 'a+b%2F%C3%BC%27%2B*'],
    ['url', 'hunter2', '%68%75%6E%74%65%72%32'],
    ['url', 'hunter2', '%68%75%6e%74%65%72%32'],
    ['url', 'ab'.repeat(64), '%61%62'.repeat(64)],
    ['json', 'a"b/\\\tü<', String.raw`a\"b/\\\tü<`],
    ['json', 'a"b/\\\tü<', String.raw`a\"b\/\\\tü<`],
    ['json', 'a"b/\\\tü<', String.raw`a\"b/\\\t\u00fc<`],
    ['json', 'a"b/\\\tü<', String.raw`a\"b\/\\\t\u00fc<`],
    ['json', 'a"b/\\\tü<', String.raw`a\"b/\\\tü\u003c`],
    ['json', 'a"b/\\\tü<', String.raw`a\"b/\\\t\u00FC<`],
    ['json', 'one\ntwo', String.raw`one\ntwo`],
    ['shell', "it's me", String.raw`it'\''s me`],
    ['shell', "it's me", `it'"'"'s me`],
    ['shell', "it's me", String.raw`it\'s\ me`],
    ['shell', 'cost $5', String.raw`cost \$5`],
    ['xml', `<a&"b'>`, `&lt;a&amp;"b'&gt;`],
    ['xml', `<a&"b'>`, '&lt;a&amp;&quot;b&#39;&gt;'],
    ['xml', `<a&"b'>`, `&lt;a&amp;"b'>`],
  ])('of %s know %s as %s', (name, value, text) => {
    expect(textsOf(value, name)).toContain(text);
  });

  it('are there for half a surrogate pair', () => {
    expect(textsOf('pass\ud800word', 'plain')).toEqual(['pass\ufffdword']);
  });
});
