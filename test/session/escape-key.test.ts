import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EscapeKey } from '../../src/session/escape-key.js';

interface Heard {
  /** What is for the program, one text for each read; empty ones left out. */
  readonly keys: readonly string[];
  readonly escape?: string;
  readonly rest?: string;
}

/** What comes of these reads, up to the one in which the key was seen. */
function heard(...reads: readonly string[]): Heard {
  const escapeKey = new EscapeKey();
  const keys: string[] = [];
  for (const each of reads) {
    const found = escapeKey.read(Buffer.from(each));
    keys.push(Buffer.from(found.keys).toString());
    if (found.escape === undefined) continue;
    const [escape, rest] = [found.escape.bytes, found.escape.rest].map((bytes) =>
      Buffer.from(bytes).toString(),
    );
    return {
      keys: keys.filter(Boolean),
      ...(escape !== undefined && { escape }),
      ...(rest !== undefined && { rest }),
    };
  }
  return { keys: keys.filter(Boolean) };
}

/** What is for the program of these reads, also behind the key; empty ones left out. */
function heardOn(...reads: readonly string[]): readonly string[] {
  const escapeKey = new EscapeKey();
  return reads.map((each) => Buffer.from(escapeKey.read(Buffer.from(each)).keys).toString()).filter(Boolean);
}

// kitty, "Comprehensive keyboard handling in terminals"; xterm, "Alt and Meta Keys", modifyOtherKeys.
const ways = [
  ['as a control character', '\x1d'],
  ['by its code', '\x1b[93;5u'],
  ['by its code, with Num Lock on', '\x1b[93;133u'],
  ['by its code, with both locks on', '\x1b[93;197u'],
  ['with the kind of event', '\x1b[93;5:1u'],
  ['with its other keys', '\x1b[93:125;5u'],
  ['with the text it makes', '\x1b[93;5;93u'],
  ['as the key of another alphabet in its place', '\x1b[1098::93;5u'],
  ['by modifyOtherKeys of xterm', '\x1b[27;5;93~'],
] as const;

describe('the escape key', () => {
  it.each(ways)('is known when the terminal sends it %s', (_, bytes) => {
    expect(heard(`yés${bytes}no`)).toEqual({ keys: ['yés'], escape: bytes, rest: 'no' });
  });

  it.each(ways)('is known behind other keys that were cut, when the terminal sends it %s', (_, bytes) => {
    // Behind ESC and `[` alone nothing is held back: they are keys.
    for (let at = 3; at < bytes.length; at++)
      expect(heard(`a${bytes.slice(0, at)}`, bytes.slice(at))).toEqual({
        keys: ['a'],
        escape: bytes,
        rest: '',
      });
  });

  it.each([
    ['the letter', ']'],
    ['Alt and it', '\x1b[93;3u'],
    ['Control and Alt and it', '\x1b[93;7u'],
    ['Control and Shift and it', '\x1b[93;6u'],
    ['another key', '\x1b[99;5u'],
    ['a letter that stands in its place on another keyboard', '\x1b[122::93;5u'],
    ['a function key', '\x1b[15;5~'],
    ['an arrow', '\x1b[1;5C'],
    ['the escape key of the keyboard', '\x1b'],
    ['Alt and a bracket', '\x1b['],
  ])('is not %s, which goes on in one piece', (_, bytes) => {
    expect(heard(bytes)).toEqual({ keys: [bytes] });
  });

  it.each([
    ['with Control', '\x1b[93;5:3u'],
    ['after Control', '\x1b[93;1:3u'],
    ['after Control, with Num Lock on', '\x1b[93;129:3u'],
  ])('that is let go %s is nobody’s business, once', (_, release) => {
    expect(heard(`\x1b[93;5u${release}s`)).toEqual({ keys: [], escape: '\x1b[93;5u', rest: 's' });
    expect(heardOn('\x1b[93;5u', `a${release}b`, release)).toEqual(['ab', release]);
    expect(heardOn('\x1b[93;5u\x1b[93;5:2u', `a${release}b`)).toEqual(['ab']);
    for (let at = 3; at < release.length; at++)
      expect(heardOn('\x1b[93;5u', `a${release.slice(0, at)}`, `${release.slice(at)}b`)).toEqual(['a', 'b']);
  });

  it.each([
    ['another key', '\x1b[93;5u', '\x1b[97;1:3u'],
    ['it where it did not mean us', 'x', '\x1b[93;1:3u'],
    ['it with Control, of which nobody was told', 'x', '\x1b[93;5:3u'],
    ['it where it meant us before, and then itself', '\x1b[93;5u', ']\x1b[93;1:3u'],
    ['it where it meant us before, and then itself by its code', '\x1b[93;5u', '\x1b[93u\x1b[93;1:3u'],
    ['the same by another alphabet', '\x1b[1098::93;5u', 'ъ\x1b[1098::93;1:3u'],
    ['it where no release follows', '\x1d', '\x1b[93;1:3u'],
    ['a key of no alphabet', '\x1b[9999999::93;5u', '\x1b[9999999::93;1:3u'],
  ])('leaves the program to know that %s is let go', (_, before, keys) => {
    expect(heardOn(before, keys)).toEqual([...(before === 'x' ? ['x'] : []), keys]);
  });

  it('leaves all other input as it is, however it is cut', () => {
    const key = fc.constantFrom(
      'a',
      'é',
      '\r',
      '\x1b',
      '\x1b[',
      '\x1b[A',
      '\x1b[97;5u',
      '\x1b[27;5;97~',
      ']',
      '\x1b[93;1:3u',
      '\x1b[93;5:3u',
      '9',
      ';',
      'u',
    );
    fc.assert(
      fc.property(fc.array(fc.array(key).map((keys) => keys.join(''))), (reads) => {
        const { keys, escape } = heard(...reads, '\x04');
        expect(escape === undefined ? keys.join('') : '').toBe(
          escape === undefined ? `${reads.join('')}\x04` : '',
        );
      }),
    );
  });
});
