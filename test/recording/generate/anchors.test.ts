import { describe, expect, it } from 'vitest';
import { dialogueFor, dialogueOfLines, typing } from './support.js';

describe('a prompt below an inline question', () => {
  it('that was answered on its own line is known by its own text', async () => {
    const lines = [
      'o:? Project name: ',
      ...typing('foo'),
      'o:Overwrite existing files? [y/N] ',
      ...typing('y'),
      'o:Continue? ',
      ...typing('y'),
    ];
    expect(await dialogueOfLines(lines)).toBe(`    dialogue:
      - expect: "Project name:"
        answer: foo
      - expect: Overwrite existing files?
        answer: y
      - expect: Continue?
        answer: y
`);
  });

  it('that is a sign alone does not have the answer before it in its pattern', async () => {
    const written = await dialogueOfLines(['o:? ', ...typing('acme-sdk'), 'o:> ', ...typing('beta')]);
    expect(written).toContain('answer: beta');
    expect(written).not.toContain('screen: acme-sdk');
  });

  it('belongs to the question where it is nothing but a bar', async () => {
    const lines = ['o:\x1b[?25h◆  Project name\r\n│  ', ...typing('foo')];
    expect(await dialogueOfLines(lines)).toBe(`    dialogue:
      - expect: { screen: Project name }
        answer: foo
`);
  });
});

describe('a prompt with nothing of its own', () => {
  const hidden = { echo: 'off' } as const;

  it('but what was answered before says that it is weak', async () => {
    const written = await dialogueFor([
      ['Password: ', 'hunter22x', hidden],
      ['hunter22x? ', 'y'],
    ]);
    expect(written).toBe(`    dialogue:
      - expect: "Password:"
        answer: { secret: password }
      # guessed: nothing on this prompt tells it apart from what was said before it
      - expect: { quiet: 1s }
        answer: y
`);
  });

  it('but what was answered before says so below a heading too', async () => {
    const written = await dialogueFor([
      ['Password: ', 'hunter22x', hidden],
      ['This is what you typed\r\nhunter22x? ', 'y'],
    ]);
    expect(written)
      .toContain(`      # guessed: nothing on this prompt tells it apart from what was said before it
      - expect: { quiet: 1s }
        answer: y
`);
  });
});

describe('a prompt behind another one on its line', () => {
  it('does not have the answer before it in its pattern', async () => {
    const left = ['o:Left: ', 'i:1', 'o:1', 'i:\r', 'o: '];
    expect(await dialogueOfLines([...left, 'o:Right: ', ...typing('2')])).toBe(`    dialogue:
      - expect: "Left:"
        answer: 1
      - expect: "Right:"
        answer: 2
`);
  });
});
