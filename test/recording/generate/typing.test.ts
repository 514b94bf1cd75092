import { describe, expect, it } from 'vitest';
import { dialogueOfLines, expectReplay, typing } from './support.js';

const shown = (text: string): readonly string[] => [`i:${text}`, `o:${text}`];

describe('a text that another key than Enter ended', () => {
  it.each([
    ['Ctrl-D', '\x04', 'ctrl-d'],
    ['Escape', '\x1b', 'escape'],
    ['Tab', '\t', 'tab'],
  ])('is typed, and %s follows', async (_, bytes, key) => {
    const lines = ['o:Name: ', ...shown('bob'), `i:${bytes}`, 'o:\r\nOk? ', ...typing('y')];
    expect(await dialogueOfLines(lines)).toBe(`    dialogue:
      - expect: "Name:"
        type: bob
      - expect: { quiet: 1s }
        press: ${key}
      - expect: Ok?
        answer: y
`);
  });

  it('stays a secret when it was hidden', async () => {
    const lines = ['o:PIN code: ', 'i:48', 'i:39', 'i:\x04', 'o:\r\nOk? ', ...typing('y')];
    expect(await dialogueOfLines(lines)).toContain(`      - expect: "PIN code:"
        type: { secret: pin-code }
      - expect: { quiet: 1s }
        press: ctrl-d
`);
  });

  it('is given up by Ctrl-C', async () => {
    const lines = ['o:Name: ', ...shown('foo'), 'i:\x03', 'o:^C\r\nName: ', ...typing('bar')];
    expect(await dialogueOfLines(lines)).toBe(`    dialogue:
      - expect: "Name:"
        press: ctrl-c
      - expect: "Name:"
        answer: bar
`);
  });
});

describe('a line that was edited word by word', () => {
  it.each([
    ['Ctrl-Left', 'foo bar', '\x1b[1;5D', '\b\b\b', 'foo xbar'],
    ['Alt-B', 'foo bar', '\x1bb', '\b\b\b', 'foo xbar'],
    ['Alt-Backspace', 'foo-bar', '\x1b\x7f', '\b\b\b\x1b[K', 'foo-x'],
    ['Ctrl-W', 'foo bar-baz', '\x17', '\b\b\b\b\b\b\b\x1b[K', 'foo x'],
  ])('by %s is the line as it was submitted', async (_, text, key, drawn, line) => {
    const rest = line.endsWith('x') ? 'o:x' : 'o:\x1b[1@x';
    const lines = ['o:Dir: ', ...shown(text), `i:${key}`, `o:${drawn}`, 'i:x', rest, 'i:\r', 'o:\r\n'];
    expect(await dialogueOfLines(lines)).toBe(`    dialogue:
      - expect: "Dir:"
        answer: ${line}
`);
  });
});

describe('an Enter', () => {
  it.each([
    ['a line feed', '\n'],
    ['a carriage return and a line feed', '\r\n'],
    ['the code of its key', '\x1b[13u'],
  ])('may come as %s', async (_, bytes) => {
    const enter = [`i:${bytes}`, 'o:\r\n'];
    const lines = ['o:Name: ', ...shown('bob'), ...enter, 'o:Ok? ', ...shown('y'), ...enter];
    expect(await dialogueOfLines(lines)).toBe(`    dialogue:
      - expect: "Name:"
        answer: bob
      - expect: Ok?
        answer: y
`);
    await expectReplay(lines);
  });
});

describe('what is no key', () => {
  it.each([
    ['a click', '\x1b[<0;10;10M\x1b[<0;10;10m'],
    ['a click as old terminals report it', '\x1b[M +!'],
    ['the focus', '\x1b[I'],
    ['a mark of a paste alone', '\x1b[201~'],
    ['a key that is let go', '\x1b[98;1:3u'],
  ])('is not in the script: %s', async (_, bytes) => {
    const lines = ['o:Name: ', ...shown('bo'), `i:${bytes}`, ...typing('b')];
    expect(await dialogueOfLines(lines)).toBe(
      '    dialogue:\n      - expect: "Name:"\n        answer: bob\n',
    );
  });
});

describe('a key that scripts have no name for', () => {
  it('is told in a comment', async () => {
    const lines = ['o:Name: ', 'i:\x1b[99;99~', 'o:\r\nOk? ', ...typing('y')];
    const differs = 'no script can press that key';
    expect(await dialogueOfLines(lines, differs)).toBe(`    dialogue:
      # a key that scripts have no name for was pressed here
      - expect: "Name:"
      - expect: Ok?
        answer: y
`);
  });
});

describe('a line that was recalled', () => {
  const up = 'i:\x1b[A';

  it.each([
    ['as it was', [up, 'o:old-answer'], 'old-answer'],
    ['at the second try', [up, 'o:other', up, 'o:\r\x1b[KDir: old-answer'], 'old-answer'],
    ['in place of what was typed', ['i:x', 'o:x', up, 'o:\b\x1b[Kold-answer'], 'old-answer'],
    ['and gone on with', [up, 'o:old', 'i:-x', 'o:-x'], 'old-x'],
    ['and edited', [up, 'o:old', 'i:\x1b[D', 'o:\b', 'i:x', 'o:\x1b[1@x', 'i:\x7f', 'o:\b\x1b[P'], 'old'],
  ])('%s is the line as it was submitted', async (_, keys, line) => {
    const lines = ['o:Dir: ', ...keys, 'i:\r', 'o:\r\n'];
    expect(await dialogueOfLines(lines)).toBe(`    dialogue:
      - expect: "Dir:"
        answer: ${line}
`);
    await expectReplay(lines);
  });

  it('is none where the key moved something else', async () => {
    const lines = ['o:1 one\r\n2 two\r\nMove: ', up, 'o:\x1b[A', 'i:\r', 'o:\r\n\r\n'];
    const differs = 'after the key nothing new is written that the next exchange could wait for';
    expect(await dialogueOfLines(lines, differs)).toContain('press: up\n');
  });
});

describe('what was typed ahead', () => {
  it('is no secret where it was shown, and waits until the program is quiet', async () => {
    const lines = [
      ...['o:Name: ', 'i:bob\ry\r', 'o:bob\r\ny\r\n', 'o:Accept? ', 'o:\r\nAge: '],
      ...typing('7'),
    ];
    expect(await dialogueOfLines(lines)).toBe(`    dialogue:
      - expect: "Name:"
        answer: bob
      # guessed: this was typed before the program had asked for it
      - expect: { quiet: 1s }
        answer: y
      - expect: "Age:"
        answer: 7
`);
    await expectReplay(lines);
  });

  it('is a secret where it was not shown', async () => {
    const lines = [
      ...['o:Name: ', 'i:bob\rhunter22x\r', 'o:bob\r\n', 'o:Password: ', 'o:\r\nAge: '],
      ...typing('7'),
    ];
    const written = await dialogueOfLines(lines);
    expect(written).toContain('answer: bob\n');
    expect(written).toContain('answer: { secret: secret-2 }\n');
  });
});
