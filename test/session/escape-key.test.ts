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

  it('that is let go is nobody’s business, of another key it is the program’s', () => {
    expect(heard('\x1b[93;5:3ua\x1b[97;1:3u')).toEqual({ keys: ['a\x1b[97;1:3u'] });
    expect(heard('\x1b[93;5u\x1b[93;5:3us')).toEqual({ keys: [], escape: '\x1b[93;5u', rest: 's' });
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
