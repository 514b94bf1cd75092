import { describe, expect, it } from 'vitest';
import { stdPrompts } from '../../../src/recording/generate/std-parts.js';
import { parseSession } from '../../../src/script/parse-session.js';
import { stdParts } from '../../../src/script/std.js';
import { firstSpawn } from '../../script/helpers.js';
import { dialogueFor, dialogueOfLines, expectReplay, typing } from './support.js';

describe('what a part of the tool answers is left to it', () => {
  it.each([
    ['--More--', 'i: '],
    ['Press any key to continue', 'i:\r'],
    ['Hit <Enter> to go on', 'i:\r'],
    ['press the space bar', 'i: '],
    ['any key to quit', 'i:\r'],
  ])('%s', async (prompt, key) => {
    const lines = [`o:text\r\n${prompt}`, key, 'o:\r\n', 'o:Accept? [y/n] ', ...typing('y')];
    expect(await dialogueOfLines(lines)).toBe(
      '    always:\n      - use: std/pager\n    dialogue:\n      - expect: Accept?\n        answer: y\n',
    );
    await expectReplay(lines);
  });
  it("dpkg's question where its default was taken", async () => {
    const question = '*** acme.conf (Y/I/N/O/D/Z) [default=N] ? ';
    expect(
      await dialogueFor([
        [question, ''],
        ['Name: ', 'Ann'],
      ]),
    ).toContain('always:\n      - use: std/dpkg\n    dialogue:\n      - expect: "Name:"');
    expect(
      await dialogueFor([
        [question, ''],
        [question, 'y'],
      ]),
    ).not.toContain('use:');
  });
  it("debconf's next page", async () => {
    expect(
      await dialogueFor([
        ['text\r\n[More] ', ''],
        ['Name: ', 'Ann'],
      ]),
    ).toContain('- use: std/debconf\n');
  });
  it('but not where one of its prompts was answered in another way', async () => {
    const lines = [
      'o:a\r\n--More--',
      'i: ',
      'o:\r\n',
      'o:Press any key',
      'i: ',
      'o:\r\n',
      'o:Name: ',
      ...typing('a'),
    ];
    expect(await dialogueOfLines(lines)).not.toContain('use:');
  });
});

describe('the files in std/ and what a recorder knows agree', () => {
  it.each(stdParts)('%s', (part) => {
    const text = `unattend: 1\ndeploy: [ { spawn: x, always: [ { use: ${part} } ] } ]\n`;
    const { always } = firstSpawn(parseSession('x.yaml', text));
    const answered = always.map(({ expect: { pattern }, response }) => {
      const source = pattern.kind === 'screen' ? pattern.text : pattern;
      const find = source.kind === 'regexp' ? new RegExp(source.source, source.flags) : undefined;
      const keys = response.kind === 'press' ? response.keys.map((key) => key.source).join(' ') : '';
      return { find: find?.toString(), isOnScreen: pattern.kind === 'screen', answer: keys };
    });
    const known = stdPrompts.filter((each) => each.part === part);
    if (part === 'std/pager')
      expect(answered).toEqual(
        known.map(({ find, isOnScreen = false, answer }) => ({ find: find.toString(), isOnScreen, answer })),
      );
    else expect(known.length).toBeGreaterThan(0);
  });
});
