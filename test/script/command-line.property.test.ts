import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLineProblems } from '../../src/script/check/command-line.js';
import { renderCommandLine } from '../../src/script/command.js';
import { shellQuote } from '../../src/script/shell-quote.js';
import { parseTemplate } from '../../src/script/template.js';

const shells = ['/bin/sh', '/bin/bash'].filter((shell) => existsSync(shell));
const place = { file: 'x.yaml', line: 1, column: 1 };
const template = (line: string) => parseTemplate(line, () => place).template;
const argument = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\0'));

const reference = '${{ params.x }}';

// `${IFS}` makes each of them harmless unless a shell parses it: words that an expansion yields are not parsed.
const attacks = [
  "'; touch${IFS}hit; '",
  '"; touch${IFS}hit; "',
  '$(touch${IFS}hit)',
  '`touch${IFS}hit`',
  '\ntouch${IFS}hit\n',
  '; touch${IFS}hit #',
  "\\'; touch${IFS}hit; '",
  ') ; touch${IFS}hit ; (',
  '}; touch${IFS}hit; {',
  '\nE\ntouch${IFS}hit\n',
  ';; *) touch${IFS}hit;; esac; touch${IFS}hit',
  ' 0)); touch${IFS}hit; ((',
  'a[$(touch${IFS}hit)]',
  '"\'\ntouch${IFS}hit',
  '\\',
];

/** Characters and words with a meaning to the shell, in any order. */
const scraps = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          "'",
          '"',
          '\\',
          ' ',
          '$(',
          ')',
          '`',
          '#',
          '\n',
          'a',
          '${x:-',
          '}',
          '<<E\n',
          '\nE\n',
          "<<'E'\n",
          '<<-E',
          '((',
          '))',
          '$((',
          'case a in ',
          ';; esac',
          '(',
          ';',
          '|',
          '&&',
          'echo ',
          '$',
          "$'",
          '=',
          '${#',
          '{ ',
          '[ ',
          '!',
          '<<<',
          '~',
          '*',
          'a) ',
          ' in ',
          'for i in ',
          '; do ',
          'done',
          '${a#',
          '\\\n',
          '\t',
        ),
      },
      fc.constant(reference),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

/** Lines a shell accepts, with references anywhere in them. */
const constructs = fc.letrec<{ word: string; line: string }>((tie) => ({
  word: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(
      'a',
      reference,
      reference,
      "it\\'s",
      '\\"',
      '$x',
      '${x#a}',
      '${#x}',
      '#a',
      '~',
      '*',
      '\\',
    ),
    tie('word').map((word) => `'${word.replaceAll("'", '')}'`),
    fc.array(tie('word'), { maxLength: 3 }).map((words) => `"${words.join(' ')}"`),
    tie('line').map((line) => `$(${line})`),
    tie('line').map((line) => `\`${line}\``),
    tie('word').map((word) => '${x:-' + word + '}'),
    tie('word').map((word) => `$((1 + ${word}))`),
    fc.tuple(tie('word'), tie('word')).map((words) => words.join('')),
  ),
  line: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.array(tie('word'), { maxLength: 4 }).map((words) => ['echo', ...words].join(' ')),
    fc.tuple(tie('word'), tie('line')).map(([word, line]) => `case ${word} in ${word}) ${line} ;; esac`),
    fc.tuple(tie('line'), tie('line')).map((lines) => lines.join(' # ')),
    fc.tuple(tie('line'), tie('line')).map((lines) => lines.join('\n')),
    fc.tuple(tie('line'), tie('word')).map(([line, word]) => `cat <<E; ${line}\n${word}\nE\n`),
    tie('line').map((line) => `(${line})`),
    tie('line').map((line) => `{ ${line}; }`),
  ),
})).line;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'unattend-quote-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe.each(shells)('%s', (shell) => {
  const run = (line: string) =>
    spawnSync(shell, ['-euc', line], { cwd: directory, input: '', timeout: 5000 });

  test('reads a quoted text as exactly that one word', () => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 5 }), (words) => {
        const { stdout } = run(`printf '%s\\0' ${words.map(shellQuote).join(' ')}`);
        expect(stdout.toString('utf8').split('\0').slice(0, -1)).toEqual(words);
      }),
      { numRuns: 150 },
    );
  });

  test('takes a reference glued to text as one word with it', () => {
    fc.assert(
      fc.property(argument, (value) => {
        const line = renderCommandLine(
          template("printf '%s\\0' a/${{ params.x }}/b ${{ params.x }}"),
          () => value,
        );
        expect(run(line).stdout.toString('utf8')).toBe(`a/${value}/b\0${value}\0`);
      }),
      { numRuns: 150 },
    );
  });

  // Whatever `check` lets through must never run any part of a value.
  test.each([
    ['pieces', scraps],
    ['whole constructs', constructs],
  ])('never runs a value in a line without findings: %s', (_, lines) => {
    fc.assert(
      fc.property(lines, fc.constantFrom(...attacks), (line, value) => {
        const parsed = template(line);
        fc.pre(line.includes(reference) && commandLineProblems(parsed).length === 0);
        rmSync(join(directory, 'hit'), { force: true });
        run(renderCommandLine(parsed, () => value));
        expect(existsSync(join(directory, 'hit'))).toBe(false);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 200) },
    );
  });
});
