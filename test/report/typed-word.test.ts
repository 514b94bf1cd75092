import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, disarm } from '../../src/report/text.js';
import { typedWord } from '../../src/report/typed-word.js';

describe('typedWord', () => {
  it.each([
    ['release=4.3', 'release=4.3'],
    ['', "''"],
    ["it's here", "'it'\\''s here'"],
    ['tab\there.yaml', "$'tab\\there.yaml'"],
    ['p=l1\nl2\r', "$'p=l1\\nl2\\r'"],
    ['esc\u001b[31mred 1', "$'esc\\033[31mred 1'"],
    ['it\'s "C:\\new"\n', '$\'it\\047s "C:\\\\new"\\n\''],
    ['é\u202e1', "$'é\\342\\200\\2561'"],
    ['x##[y]::z.yaml', "'x#''#[y]::z.yaml'"],
    ['###vso[y]\t##teamcity[', "$'##\\043vso[y]\\t#\\043teamcity['"],
  ])('%j', (text, word) => {
    expect(typedWord(text)).toBe(word);
  });

  const unit = fc.constantFrom(
    ...['\t', '\n', '\r', '\u001b', '\u0007', '\u0085', '\u009b', '\u2028', '\u202e', '\ufeff', '\u007f'],
    ...[
      "'",
      '"',
      '\\',
      '##[',
      '##vso[',
      '#',
      '[',
      ':',
      '::',
      '!',
      '$',
      '`',
      ' ',
      '0',
      '7',
      'a',
      'é',
      '日',
      '🙂',
    ],
  );
  const argument = fc.string({ unit, maxLength: 12 });

  it('is that word to a shell, and a report shows it unchanged', () => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 5 }), (words) => {
        const line = ['unattend run', ...words.map(typedWord)].join(' ');
        expect(disarm(cleanLine(line))).toBe(line);
        const { stdout } = spawnSync('/bin/bash', ['-c', `unattend() { printf '%s\\0' "$@"; }; ${line}`]);
        expect(stdout.toString('utf8').split('\0').slice(1, -1)).toEqual(words);
      }),
      { numRuns: 150 },
    );
  });
});
