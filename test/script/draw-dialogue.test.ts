import { describe, expect, test } from 'vitest';
import { createProgress } from '../../src/dialogue/progress.js';
import { compileDialogue } from '../../src/script/compile-dialogue.js';
import { dialogueStates, type State } from '../../src/script/dialogue-states.js';
import { drawDialogues } from '../../src/script/draw-dialogue.js';
import { includedItems } from '../../src/script/items.js';
import { createLookup } from '../../src/script/lookup.js';
import type { ParamValues } from '../../src/script/params.js';
import { firstSpawn, load } from './helpers.js';

const head = [
  'unattend: 1',
  'params: { platform: { of: [A, B], default: A } }',
  'secrets: { pin: { env: PIN } }',
  'deploy:',
];

function draw(lines: readonly string[], params: ParamValues = { platform: 'A' }): string {
  const drawings = drawDialogues(load([...head, ...lines, ''].join('\n')), params);
  return drawings
    .map(({ phase, command, line, drawing }) => [`${phase} ${line} ${command}`, ...drawing].join('\n'))
    .join('\n\n');
}

const wizard = [
  '  - spawn: ./install.sh ${{ params.platform }}',
  '    exit: [0, 3010]',
  '    timeout: 90m',
  '    idle: 1500ms',
  '    fail-on: [No space, { expect: /^E:/, fail: broken, when: { platform: B } }]',
  '    always: [{ expect: --More--, press: space }, { expect: Replace?, answer: [y, n] }]',
  '    dialogue:',
  '      - { expect: "On ${{ params.platform }}?", answer: "y" }',
  '      - { expect: Overwrite?, answer: n, optional: true }',
  '      - { expect: Log?, answer: n, optional: true }',
  '      - { expect: Board?, answer: b, when: { platform: B } }',
  '      - one-of:',
  '          - expect: Old one found',
  '            answer: upgrade',
  '            then:',
  '              - { expect: Keep?, answer: "y", optional: true }',
  '              - one-of:',
  '                  - { expect: Saved }',
  '                  - { expect: Lost, fail: no backup }',
  '          - { expect: Fresh, when: { platform: A } }',
  '          - { expect: { screen: Parts, row: -2, cursor: true, highlighted: true, box: Set, unique: true },',
  '              select: { only: [C, D] }, press: [tab, <Ok>] }',
  '      - any-order: [{ expect: Country?, answer: CH }, { expect: Zone?, answer: z }]',
  '      - any-order: [{ expect: Name?, answer: n }, { expect: Mail?, answer: m, optional: true }]',
  '      - { expect: Disk?, answer: [a, b] }',
  '      - { expect: { after: Proxy, text: Host? }, fill: { User: x, Pin: { secret: pin } } }',
  '      - { expect: { raw: "\\e[?25h" }, handover: true, optional: true, repeat: true }',
  '      - eof: true',
];

describe('the drawing of a dialogue', () => {
  test('has the rules, every state and what is live in it, branches, and the end', () => {
    expect(draw(wizard)).toMatchInlineSnapshot(`
      "deploy 5 ./install.sh 'A'
      first of all
        No space -> fail
      at any time
        --More-- -> press space
        Replace? -> answer y, then n (up to 2 times)
      1  awaits 1
        On A? -> answer y => 2
      2  awaits 2, 3 or 4; 2 may be passed over
        Overwrite? -> answer n => 3
      3  awaits 3 or 4; 3 may be passed over
        Log? -> answer n => 4
      4  awaits 4a, 4b or 4c
        4a  Old one found -> answer upgrade => 4a.1
          4a.1  awaits 4a.1 or 4a.2; 4a.1 may be passed over
            Keep? -> answer y => 4a.2
          4a.2  awaits 4a.2a or 4a.2b
            4a.2a  Saved -> go on => 5
            4a.2b  Lost -> fail: no backup => failure
        4b  Fresh -> go on => 5
        4c  screen Parts (row -2, at the cursor, highlighted, in the box Set, only once) -> tick only C, D, then press tab, <Ok> => 5
      5  awaits 5 in any order, then 6
        Country? -> answer CH => 5
        Zone? -> answer z => 5
      6  awaits 6 in any order; also 7 once what is required was seen
        Name? -> answer n => 6
        Mail? -> answer m (optional) => 6
      7  awaits 7; also 8 once it was seen
        Disk? -> answer a, then b (up to 2 times) => 7
      8  awaits 8
        Host? (after Proxy) -> fill User = x, Pin = secret pin => 9
      9  awaits 9 or 10; 9 may be passed over
        raw \\x1b[?25h -> hand the terminal over (any number of times) => 9
      10  awaits 10
        eof -> go on => end
      must not come
        Board? (only with platform=B)
      end  the program ends by itself; exit code 0 or 3010
        limits: 90m in all, 1500ms of silence, 5s of waiting for what nobody answers"
    `);
  });
  test('is that of the params', () => {
    expect(draw(wizard, { platform: 'B' })).toMatchInlineSnapshot(`
      "deploy 5 ./install.sh 'B'
      first of all
        No space -> fail
        /^E:/ -> fail: broken
      at any time
        --More-- -> press space
        Replace? -> answer y, then n (up to 2 times)
      1  awaits 1
        On B? -> answer y => 2
      2  awaits 2, 3 or 4; 2 may be passed over
        Overwrite? -> answer n => 3
      3  awaits 3 or 4; 3 may be passed over
        Log? -> answer n => 4
      4  awaits 4
        Board? -> answer b => 5
      5  awaits 5a or 5b
        5a  Old one found -> answer upgrade => 5a.1
          5a.1  awaits 5a.1 or 5a.2; 5a.1 may be passed over
            Keep? -> answer y => 5a.2
          5a.2  awaits 5a.2a or 5a.2b
            5a.2a  Saved -> go on => 6
            5a.2b  Lost -> fail: no backup => failure
        5b  screen Parts (row -2, at the cursor, highlighted, in the box Set, only once) -> tick only C, D, then press tab, <Ok> => 6
      6  awaits 6 in any order, then 7
        Country? -> answer CH => 6
        Zone? -> answer z => 6
      7  awaits 7 in any order; also 8 once what is required was seen
        Name? -> answer n => 7
        Mail? -> answer m (optional) => 7
      8  awaits 8; also 9 once it was seen
        Disk? -> answer a, then b (up to 2 times) => 8
      9  awaits 9
        Host? (after Proxy) -> fill User = x, Pin = secret pin => 10
      10  awaits 10 or 11; 10 may be passed over
        raw \\x1b[?25h -> hand the terminal over (any number of times) => 10
      11  awaits 11
        eof -> go on => end
      must not come
        Fresh (only with platform=A)
      end  the program ends by itself; exit code 0 or 3010
        limits: 90m in all, 1500ms of silence, 5s of waiting for what nobody answers"
    `);
  });
  test('of groups that may be left out, before the end', () => {
    expect(
      draw([
        '  - spawn: top',
        '    end: hangup',
        '    stall: off',
        '    dialogue:',
        '      - any-order: [{ expect: a, optional: true }, { expect: b, optional: true }]',
        '      - one-of: [{ expect: c, optional: true, answer: [x, y] }, { expect: d, optional: true }]',
      ]),
    ).toMatchInlineSnapshot(`
      "deploy 5 top
      1  awaits 1 in any order, 2 or end; 1 may be passed over
        a -> go on (optional) => 1
        b -> go on (optional) => 1
      2  awaits 2a, 2b or end; 2 may be passed over
        2a  c -> answer x, then y (up to 2 times) => end
        2b  d -> go on => end
      end  the program is hung up
        limits: 1h in all, 10m of silence"
    `);
  });
  test('of a program without one, and of one that is left out', () => {
    expect(
      draw([
        '  - { spawn: a, exit: any, end: ctrl-d }',
        '  - { spawn: b, when: { platform: B } }',
        '  - run: c',
      ]),
    ).toMatchInlineSnapshot(`
      "deploy 5 a
      end  Ctrl-D is pressed; then any exit code
        limits: 1h in all, 10m of silence, 5s of waiting for what nobody answers"
    `);
  });
});

/** `4a.2` as a place in the dialogue: item 4, its branch a, item 2 there. */
const pathOf = (id: string): number[] =>
  id
    .split('.')
    .flatMap((part) => [...part.matchAll(/^(\d+)([a-z])?$/g)])
    .flatMap(([, item, branch]) => [
      Number(item) - 1,
      ...(branch === undefined ? [] : [branch.charCodeAt(0) - 97]),
    ]);

const allStates = (states: readonly State[]): readonly State[] =>
  states.flatMap((state) => [state, ...state.transitions.flatMap(({ then }) => allStates(then))]);

test.each(['A', 'B'])('what a state awaits is what the engine awaits there: platform %s', (platform) => {
  const params = { platform };
  const step = firstSpawn(load([...head, ...wizard, ''].join('\n')));
  const lookup = createLookup({ params });
  const { items } = compileDialogue(step, { params, lookup, save: () => undefined });
  const states = allStates(dialogueStates(includedItems(step.dialogue, params)));
  expect(states).toHaveLength(platform === 'A' ? 12 : 13);
  for (const { id, isOptional, beyond } of states) {
    const live = states.filter((each) => each.id === id || (isOptional && beyond.includes(each.id)));
    const drawn = live.flatMap(({ transitions }) => transitions.map(({ exchange }) => exchange.place));
    const engine = createProgress(items, { places: pathOf(id), seen: [] }).live();
    expect(engine.map(({ place }) => place)).toEqual(drawn);
  }
});

test('more branches than letters', () => {
  const branches = Array.from({ length: 28 }, (_, index) => `          - { expect: p${index} }`);
  const text = draw(['  - spawn: x', '    dialogue:', '      - one-of:', ...branches]);
  expect(
    text
      .split('\n')
      .filter((line) => line.includes('=>'))
      .slice(-3),
  ).toEqual(['  1z  p25 -> go on => end', '  1aa  p26 -> go on => end', '  1ab  p27 -> go on => end']);
});
