import { array, assert, constantFrom, integer, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { createRequiredFilter } from '../../src/dialogue/required-filter.js';

const required = [
  'Continue? [y/N]',
  'fatal: ',
  'assword',
  '--More--',
  'Größe ändern',
  '選擇安裝的目錄',
  'ok',
  '',
];

it('what stands in a text is never thought not to, wherever it stands and whatever is around it', () => {
  const pieces = [...required, 'Continue', 'fata', ': ', '\n', 'ordinary words of a build ', '✓'];
  assert(
    property(
      array(constantFrom(...pieces).chain((piece) => string().map((other) => other.slice(0, 3) + piece))),
      integer({ min: 0, max: 40 }),
      (list, from) => {
        const text = list.join('');
        const start = Math.min(from, text.length);
        const mayStandThere = createRequiredFilter(required).search(text, start);
        for (const [index, each] of required.entries())
          if (text.includes(each, start)) expect([each, mayStandThere(index)]).toEqual([each, true]);
      },
    ),
    { numRuns: 2000 },
  );
});

it('what has nothing like it in a text is not looked for, and a short one always is', () => {
  const filter = createRequiredFilter(required);
  const known = (text: string): readonly string[] => {
    const mayStandThere = filter.search(text, 0);
    return required.filter((_, index) => mayStandThere(index));
  };
  expect(known('Building CXX object src/engine/CMakeFiles/core.dir/part_00001.cpp.o\n'.repeat(200))).toEqual([
    'ok',
    '',
  ]);
  expect(known('x'.repeat(5001) + 'Enter password: ')).toEqual(['assword', 'ok', '']);
});
