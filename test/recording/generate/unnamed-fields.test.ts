import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../support/sandbox.js';
import { dialogueOf, throughARecording } from '../support/through.js';

const form = (...rows: readonly string[]): string => `
dialog --title "ACME setup" --insecure --mixedform "Whom do you know?" 12 50 3 \\
  ${rows.join(' \\\n  ')} 2>$TOLD`;

describe('a form with fields that no label tells apart', () => {
  it.each([
    ['some have none', '""'],
    ['two have the same', '"Friend:"'],
  ])('is filled as it was: %s', async (_, label) => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: form(
        '"Friend:" 1 1 "" 1 12 20 40 0',
        `${label} 2 1 "b" 2 12 20 40 0`,
        '"" 3 1 "" 3 12 20 40 1',
      ),
      does: [
        { sees: 'Whom do you know?', keys: ['Ann', '<down>'] },
        { sees: 'Ann', keys: ['Bo', '<down>'] },
        { sees: 'Bob', keys: ['pw-1234', '<enter>'], secret: 'word' },
      ],
      secrets: { WORD: 'pw-1234' },
    });
    expect(dialogueOf(script)).toBe(`    dialogue:
      # guessed: no label tells which field this fills; the keys are those that were pressed
      - expect: { screen: Whom do you know?, box: ACME setup }
        type: Ann
      - expect: { quiet: 1s }
        press: down
      - expect: { quiet: 1s }
        type: Bo
      - expect: { quiet: 1s }
        press: down
      - expect: { quiet: 1s }
        answer: { secret: word }
`);
    expect(told).toBe('Ann\nBob\npw-1234\n');
    expect(toldAgain).toBe(told);
  });

  it('tells nothing of what was typed where it did not show', async () => {
    await using box = await openSandbox();
    const { script } = await throughARecording(box, {
      script: form('"Friend:" 1 1 "" 1 12 20 40 0', '"" 2 1 "b" 2 12 20 40 0'),
      does: [
        { sees: 'Whom do you know?', keys: ['Ann', '<down>'] },
        { sees: 'Ann', keys: ['Bo', '<tab>'] },
        // On a button: dialog takes no notice of it.
        { sees: 'Bob', keys: ['fr33-pw', '<enter>'] },
      ],
      secrets: { WHOM_KNOW: 'fr33-pw' },
    });
    expect(script).not.toMatch(/fr33|f, r/);
    expect(script).toContain('answer: { secret: whom-know }');
  });
});

describe('a form that scrolls', () => {
  const scrolling = (...labels: readonly string[]): string => `
dialog --title "ACME setup" --form "Which servers?" 12 50 2 \\
  ${labels.map((label, at) => `"${label}:" ${at + 1} 1 "" ${at + 1} 12 20 40`).join(' \\\n  ')} 2>$TOLD`;

  it.each([
    ['all', ['a', 'b', 'c', 'd']],
    ['the last ones', ['', '', 'c', 'd']],
  ])(
    'and has two fields of each label, never in view together, is filled as it was: %s',
    async (_, values) => {
      await using box = await openSandbox();
      const { script, told, toldAgain } = await throughARecording(box, {
        script: scrolling('Host', 'Port', 'Host', 'Port'),
        does: values.map((value, at) => ({
          sees: values[at - 1] || 'Which servers?',
          keys: [value, at === 3 ? '<enter>' : '<down>'].filter((key) => key !== ''),
        })),
      });
      expect(dialogueOf(script)).toContain('guessed: no label tells which field this fills');
      expect(told.trim()).toBe(values.join('\n').trim());
      expect(toldAgain).toBe(told);
    },
  );

  it('is filled by its labels where they are different', async () => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: scrolling('Host', 'Port', 'Path', 'User'),
      does: [
        { sees: 'Which servers?', keys: ['<down>', '<down>'] },
        { sees: 'Path', keys: ['data', '<up>', '<up>'] },
        { sees: 'Host', keys: ['acme', '<enter>'] },
      ],
    });
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: { screen: Which servers?, box: ACME setup }
        fill:
          Path: data
          Host: acme
`);
    expect(toldAgain).toBe(told);
  });
});
