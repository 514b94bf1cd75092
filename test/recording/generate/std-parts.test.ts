import { describe, expect, it } from 'vitest';
import { loadStdRules } from '../../../src/recording/generate/std-rules.js';
import { asksForKey, keyPrompts } from '../../../src/recording/key-prompts.js';
import { stdParts } from '../../../src/script/std.js';
import { answering, dialogueFor, dialogueOfLines, expectReplay, typing } from './support.js';
import { generateReplaying } from '../support/replaying.js';

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

/** A note as debconf has whiptail draw it: its button has the cursor, or its text, which then stands on the frame. */
function note(heading: string, at: 'button' | 'text'): string {
  const row = (text: string): string =>
    text === '' || at === 'button' ? `│ ${text}`.padEnd(37) + '│' : `│ ${text}`;
  const inside = ['', 'Restart the server', '', '               <Ok>', ''].map(row);
  const rows = ['┌────────┤ Configuring acme ├────────┐', ...inside, `└${'─'.repeat(36)}┘`];
  const drawn = rows.map((text, down) => `\x1b[${8 + down};20H${text}`).join('');
  const cursor = at === 'button' ? '\x1b[12;37H' : '\x1b[10;22H';
  return `\x1b[?1049h\x1b[2J\x1b[1;1H${heading}${drawn}\x1b[?25l${cursor}`;
}

describe('a note that whiptail draws', () => {
  const noted = (
    [heading, at]: readonly [heading: string, at: 'button' | 'text'],
    keys: readonly string[],
  ): Promise<string> => {
    const lines = [
      `o:${note(heading, at)}`,
      // Enter draws nothing: the note goes.
      ...keys.flatMap((key) => [`i:${key}`, ...(key === '\t' ? ['o:\x1b[12;37H'] : [])]),
      'o:\x1b[?25h\x1b[?1049lName: ',
      ...typing('Ann'),
    ];
    return dialogueOfLines(lines);
  };
  const used = `    always:
      - use: std/debconf
    dialogue:
      - expect: "Name:"
        answer: Ann
`;
  it('for debconf is left to std/debconf', async () => {
    expect(await noted(['Package configuration', 'button'], ['\r'])).toBe(used);
    expect(await noted(['Package configuration', 'text'], ['\t', '\r'])).toBe(used);
  });
  it('hides nothing of what was asked before it: a screen behind it is known by what is new there', async () => {
    const asked = note('Package configuration', 'button')
      .replace(' Configuring acme ', '──────────────────')
      .replace(/│ +│/, `│ ${'Where?'.padEnd(35)}│`)
      .replace('   <Ok>         ', '<Yes>      <No> ');
    const script = await dialogueOfLines([
      'o:Where? ',
      ...typing('here'),
      `o:${note('Package configuration', 'button')}`,
      'i:\r',
      `o:${asked.replace('server', 'client')}`,
      'i:\r',
      'o:bye',
    ]);
    expect(script).toBe(`    always:
      - use: std/debconf
    dialogue:
      - expect: Where?
        answer: here
      - expect: { screen: Restart the client }
        press: <Yes>
`);
  });
  it.each([
    ['for another program', 'ACME', '\r', '<Ok>'],
    ['for debconf, and was left by another key', 'Package configuration', '\x1b', 'escape'],
  ])('%s stays an exchange', async (_, heading, key, pressed) => {
    expect(await noted([heading, 'button'], [key])).toBe(`    dialogue:
      - expect: { screen: Restart the server, box: Configuring acme }
        press: ${pressed}
      - expect: "Name:"
        answer: Ann
`);
  });
});

it('of two recordings one of which answers a prompt of a part in another way the part is not used', async () => {
  const answered = (key: string) =>
    answering('setup', [
      ['*** acme.conf (Y/I/N/O/D/Z) [default=N] ? ', key],
      ['Name: ', 'Ann'],
    ]);
  const scriptOf = async (...keys: [string, string]): Promise<string> => {
    const [one, other] = keys;
    return (await generateReplaying({ recordings: [answered(one), answered(other)], base: 'a/b:1' })).text;
  };
  expect(await scriptOf('', '')).toContain('use: std/dpkg');
  expect(await scriptOf('', 'y')).not.toContain('use:');
  expect(await scriptOf('y', '')).not.toContain('use:');
});

describe('what the files in std/ call a prompt for a key is one to a recorder', () => {
  it.each(stdParts)('%s', async (part) => {
    const rules = (await loadStdRules()).filter((rule) => rule.part === part);
    const sources = rules.map(({ pattern }) => {
      const text = pattern.kind === 'screen' ? pattern.condition.text : pattern;
      return text.kind === 'regexp' ? `/${text.source}/${text.flags}` : JSON.stringify(text);
    });
    const { more, end, enter, space, any } = keyPrompts;
    if (part === 'std/pager') expect(sources).toEqual([more, '/^:$/', end, enter, space, any].map(String));
    if (part === 'std/debconf') expect(asksForKey('[More]')).toBe(true);
    if (part === 'std/debconf') expect(sources[0]).toBe('{"kind":"text","text":"[More]"}');
    // Takes a line.
    if (part === 'std/dpkg') expect(rules.map(({ keys }) => keys)).toEqual([['enter']]);
  });
});
