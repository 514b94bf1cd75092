import { describe, expect, it } from 'vitest';
import { dialogueOfLines, typing } from './support.js';

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
