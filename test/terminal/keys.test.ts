import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeKey, encodePaste, keyNames } from '../../src/terminal/keys.js';

const normal = { isApplicationCursor: false };
const application = { isApplicationCursor: true };

describe('keys', () => {
  // xterm, ctlseqs.txt: "PC-Style Function Keys", with modifyCursorKeys and modifyFunctionKeys at their default 2.
  it.each([
    ['up', '\x1b[A', '\x1bOA'],
    ['left', '\x1b[D', '\x1bOD'],
    ['home', '\x1b[H', '\x1bOH'],
    ['end', '\x1b[F', '\x1bOF'],
    ['shift-up', '\x1b[1;2A', '\x1b[1;2A'],
    ['alt-up', '\x1b[1;3A', '\x1b[1;3A'],
    ['ctrl-right', '\x1b[1;5C', '\x1b[1;5C'],
    ['ctrl-shift-end', '\x1b[1;6F', '\x1b[1;6F'],
    ['alt-ctrl-home', '\x1b[1;7H', '\x1b[1;7H'],
    ['delete', '\x1b[3~', '\x1b[3~'],
    ['ctrl-delete', '\x1b[3;5~', '\x1b[3;5~'],
    ['shift-page-up', '\x1b[5;2~', '\x1b[5;2~'],
    ['f1', '\x1bOP', '\x1bOP'],
    ['shift-f1', '\x1b[1;2P', '\x1b[1;2P'],
    ['f5', '\x1b[15~', '\x1b[15~'],
    ['ctrl-f12', '\x1b[24;5~', '\x1b[24;5~'],
    ['enter', '\r', '\r'],
    ['shift-tab', '\x1b[Z', '\x1b[Z'],
    ['ctrl-c', '\x03', '\x03'],
    ['ctrl-[', '\x1b', '\x1b'],
    ['ctrl-space', '\0', '\0'],
    ['ctrl-@', '\0', '\0'],
    ['ctrl-?', '\x7f', '\x7f'],
    ['ctrl-/', '\x1f', '\x1f'],
    ['alt-x', '\x1bx', '\x1bx'],
    ['alt-backspace', '\x1b\x7f', '\x1b\x7f'],
    ['alt-enter', '\x1b\r', '\x1b\r'],
    ['alt-ctrl-a', '\x1b\x01', '\x1b\x01'],
    ['ctrl-alt-a', '\x1b\x01', '\x1b\x01'],
    ['alt--', '\x1b-', '\x1b-'],
    ['shift-a', 'A', 'A'],
    ['-', '-', '-'],
    ['ä', 'ä', 'ä'],
  ])('%s', (name, inNormal, inApplication) => {
    expect([encodeKey(name, normal), encodeKey(name, application)]).toEqual([inNormal, inApplication]);
  });

  it('has none for other names', () => {
    const names = [
      '',
      'upp',
      'alt-',
      'ctrl-',
      'ctrl-ä',
      'shift-enter',
      'ctrl-enter',
      'shift-shift',
      '\x1b',
      'ab',
    ];
    expect(names.map((name) => encodeKey(name, normal))).toEqual(names.map(() => undefined));
  });

  it('lists them as a keyboard has them', () => {
    expect(keyNames.slice(keyNames.indexOf('insert'))).toEqual([
      ...['insert', 'delete', 'page-up', 'page-down'],
      ...Array.from({ length: 12 }, (_, at) => `f${at + 1}`),
    ]);
  });

  it('has one for each name it lists', () => {
    expect(keyNames.filter((name) => encodeKey(name, normal) === undefined)).toEqual([]);
  });
});

describe('a paste', () => {
  const bracketed = { isBracketedPaste: true };

  it('is marked when it has several lines and the program asked for it', () => {
    expect(encodePaste('a\nb\n', bracketed)).toBe('\x1b[200~a\nb\n\x1b[201~');
    expect(encodePaste('a\nb\n', { isBracketedPaste: false })).toBe('a\nb\n');
    expect(encodePaste('one line', bracketed)).toBe('one line');
  });

  it('cannot be ended by the text in it', () => {
    expect(encodePaste('a\x1b[201~; reboot\nb', bracketed)).toBe('\x1b[200~a; reboot\nb\x1b[201~');
    const parts = fc.array(fc.constantFrom('\x1b[201~', '\x1b[20', '1~', '\x1b', '[201~', 'x\n'));
    fc.assert(
      fc.property(parts, (text) => {
        const sent = encodePaste(`${text.join('')}\n`, bracketed);
        expect(sent.indexOf('\x1b[201~')).toBe(sent.length - 6);
      }),
    );
  });
});
