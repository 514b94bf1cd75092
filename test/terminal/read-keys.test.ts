import { expect, it } from 'vitest';
import { sentBy } from '../../src/session/key-reader.js';
import { readKeys } from '../../src/terminal/read-keys.js';

// kitty, "Comprehensive keyboard handling in terminals"; xterm, modifyOtherKeys with formatOtherKeys 0.
it.each([
  ['\x1b[93;5u', 'ctrl-]', '\x1d'],
  ['\x1b[27;5;93~', 'ctrl-]', '\x1d'],
  ['\x1b[27u', 'escape', '\x1b'],
  ['\x1b[27;1;27~', 'escape', '\x1b'],
  ['\x1b[13u', 'enter', '\r'],
  ['\x1b[99;5u', 'ctrl-c', '\x03'],
  ['\x1b[27;5;99~', 'ctrl-c', '\x03'],
  ['\x1b[27;2;9~', 'shift-tab', '\x1b[Z'],
])('a key that is reported as %j is %s, and stands for what a plain terminal sends', (bytes, name, plain) => {
  const keys = readKeys(bytes);
  expect(keys).toEqual([{ kind: 'key', name, bytes }]);
  expect(keys.map(sentBy)).toEqual([plain]);
});

it.each([
  ['\x1b[115u', 's'],
  ['\x1b[27;2;83~', 'S'],
  ['\x1b[115;2u', 'S'],
])('text that is reported as %j is %s', (bytes, text) => {
  expect(readKeys(bytes)).toEqual([{ kind: 'text', text, isPasted: false }]);
});

it('a key that is let go is none', () => {
  expect(readKeys('s\x1b[115;1:3u\x1b[1;1:3A\x1b[3;1:3~\r\x1b[13;1:3u')).toEqual([
    { kind: 'text', text: 's', isPasted: false },
    { kind: 'key', name: 'enter', bytes: '\r' },
  ]);
});
