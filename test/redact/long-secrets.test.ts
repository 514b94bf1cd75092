import { describe, expect, it } from 'vitest';
import { createRedactor, redactedText } from '../../src/redact.js';
import { newKey, randomBytesOf, wrapped } from '../support/long-secrets.js';

/** Characters of `text` that stand together in what is shown, eight of them at least. */
function seen(shown: string, text: string): readonly string[] {
  return [...shown.matchAll(/[^\s[\]]{8,}/g)].flatMap(([each]) => (text.includes(each) ? [each] : []));
}

function redactorOf(value: string | Uint8Array): (text: string) => string {
  const redactor = createRedactor();
  redactor.add(value);
  return (text) => redactor.text(text);
}

describe('a file that is no text', () => {
  const file = randomBytesOf(20_000);
  const text = redactorOf(file);

  it.each<[string, string]>([
    ['in base64', file.toString('base64')],
    ['in base64 for URLs', file.toString('base64').replaceAll('+', '-').replaceAll('/', '_')],
    ['in lines', wrapped(file.toString('base64'), 76)],
    ['in hex', file.toString('hex')],
    ['in pairs', (file.toString('hex').match(/../g) ?? []).join(':').toUpperCase()],
  ])('is hidden to its end %s', (_, spelling) => {
    expect(text(`<${spelling}>`)).toBe(`<${redactedText}>`);
  });

  it('is hidden behind other bytes but for what they have a part in', () => {
    for (const before of ['a', 'ab']) {
      const spelling = Buffer.concat([Buffer.from(before), file]).toString('base64');
      const shown = text(spelling);
      expect(shown.replace(redactedText, '').length).toBeLessThanOrEqual(6);
      expect(shown.split(redactedText)).toHaveLength(2);
    }
  });

  it('is hidden where only a later part of it is shown, but for less than 255 bytes at its ends', () => {
    for (const from of [1, 1000, 7777, 19_000]) {
      const spelling = file.subarray(from).toString('base64');
      const [before = '', after = '', ...more] = text(spelling).split(redactedText);
      expect(more).toEqual([]);
      // A character whose other bits are none of it, and the padding.
      expect(after).toMatch(/^(?:|\w=|\w==)$/);
      expect(before.length).toBeLessThan((255 * 4) / 3);
    }
  });

  it('leaves what is none of it', () => {
    const other = randomBytesOf(20_000, 'other').toString('base64');
    expect(text(other)).toBe(other);
  });
});

describe('a key', () => {
  const key = newKey();
  const text = redactorOf(key.pkcs8);
  const lines = key.pkcs8.trimEnd().split('\n');
  const body = lines.slice(1, -1).join('');

  it.each<[string, string, string]>([
    ['in JSON', JSON.stringify(key.pkcs8.trimEnd()), key.pkcs8],
    ['in one line', body, body],
    ['in longer lines', wrapped(body, 76), body],
    ['in hex', key.pkcs8Bytes.toString('hex'), key.pkcs8Bytes.toString('hex')],
  ])('is hidden %s', (_, spelling, whole) => {
    const shown = text(spelling);
    expect(shown).toContain(redactedText);
    expect(seen(shown, whole)).toEqual([]);
  });

  it('is hidden line by line but for lines of its modulus', () => {
    const shown = text(lines.map((line, at) => `${at} ${line}`).join('\n'));
    expect(seen(shown, key.pkcs8)).toEqual(lines.slice(2, 7));
  });

  it('is hidden in another armour but for its beginning, which is the modulus', () => {
    const inside = key.pkcs1.trimEnd().split('\n').slice(1, -1).join('');
    const modulusEnd = Math.floor(((11 + 256) * 4) / 3);
    const [before = '', ...after] = text(inside).split(redactedText);
    expect(before.length).toBeLessThan(modulusEnd);
    expect(after.join('')).toMatch(/^(?:|\w=|\w==)$/);
  });
});

it('a long line is hidden where only a later part of it is shown', () => {
  const line = randomBytesOf(3000).toString('base64url');
  const shown = redactorOf(line)(`<${line.slice(1700, 3700)}>`);
  expect(shown).toContain(redactedText);
  const [before = '', after = ''] = shown.split(redactedText);
  expect([shown.split(redactedText).length, before.length < 256, after.length < 256]).toEqual([
    2,
    true,
    true,
  ]);
});
