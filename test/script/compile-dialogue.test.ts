import { describe, expect, test } from 'vitest';
import type { Dialogue, Exchange, Match } from '../../src/dialogue/types.js';
import { entriesOf } from '../../src/dialogue/progress.js';
import { compileDialogue } from '../../src/script/compile-dialogue.js';
import { renderPattern } from '../../src/script/compile-pattern.js';
import { createLookup } from '../../src/script/lookup.js';
import type { ParamValues } from '../../src/script/params.js';
import { firstSpawn, load } from './helpers.js';

const script = (...lines: readonly string[]): string =>
  [
    'unattend: 1',
    'params:',
    '  platform: { type: choice, of: [A, B], default: A }',
    '  release: { default: "4.3" }',
    '  extra: { type: string }',
    'deploy:',
    '  - spawn: x',
    ...lines,
    '',
  ].join('\n');

function compile(
  text: string,
  params: ParamValues = { platform: 'A', release: '4.3' },
  timeoutFactor?: number,
): { dialogue: Dialogue; saved: Map<string, string> } {
  const saved = new Map<string, string>();
  const step = firstSpawn(load(text));
  const context = {
    params,
    lookup: createLookup({ params, saved }),
    save: (name: string, value: string) => void saved.set(name, value),
  };
  return {
    dialogue: compileDialogue(step, timeoutFactor === undefined ? context : { ...context, timeoutFactor }),
    saved,
  };
}

const exchanges = (dialogue: Dialogue): Exchange[] => dialogue.items.flatMap(entriesOf);
const matched = (groups: readonly (string | undefined)[], named: Match['named'] = {}): Match => ({
  groups,
  named,
  before: '',
});
const answers = ({ response }: Exchange, match: Match): string[] =>
  response.kind === 'text'
    ? response.sources.map((each) => (each.kind === 'text' ? each.render(match) : `<${each.secret}>`))
    : [];

describe('timeouts', () => {
  test('have defaults', () => {
    expect(compile(script()).dialogue).toEqual({
      failOn: [],
      always: [],
      items: [],
      excluded: [],
      timeoutMs: 3_600_000,
      idleMs: 600_000,
      stallMs: 5000,
    });
  });
  test('are multiplied, settle times are not', () => {
    const { dialogue } = compile(
      script(
        '    timeout: 10m',
        '    stall: 2s',
        '    dialogue: [ { expect: a, timeout: 5s, settle: 1s, stall: 4s }, { expect: b, stall: off } ]',
      ),
      undefined,
      3,
    );
    expect([dialogue.timeoutMs, dialogue.idleMs, dialogue.stallMs]).toEqual([1_800_000, 1_800_000, 6000]);
    expect(exchanges(dialogue)).toMatchObject([
      { timeoutMs: 15_000, settleMs: 1000, stallMs: 12_000 },
      { stallMs: Infinity },
    ]);
  });
  test('stall can be off, and a program that does not end is ended', () => {
    const { dialogue } = compile(script('    stall: off', '    end: ctrl-d', '    echo-wait: 3s'));
    expect(dialogue).toMatchObject({ stallMs: Infinity, end: 'ctrl-d' });
    expect(firstSpawn(load(script('    echo-wait: 3s'))).echoWaitMs).toBe(3000);
  });
});

describe('conditions', () => {
  const text = script(
    '    fail-on: [ never, { expect: disk full, fail: "full on ${{ params.platform }}", when: { platform: B } } ]',
    '    always: [ { expect: More, press: space, when: { platform: B } } ]',
    '    dialogue:',
    '      - { expect: Board?, answer: b, when: { platform: B } }',
    '      - any-order: [ { expect: x, when: { platform: B } } ]',
    '      - { expect: Go?, answer: "y", when: { platform: A } }',
    '      - { expect: Go?, answer: "n", when: { platform: B } }',
    '      - { expect: "Use ${{ params.extra }}?", answer: "y", when: { extra: z } }',
  );
  test('leave out what must not come, and say so', () => {
    const { dialogue } = compile(text);
    expect(dialogue.failOn.map(({ label }) => label)).toEqual(['never']);
    expect(dialogue.always).toEqual([]);
    expect(exchanges(dialogue).map(({ label }) => label)).toEqual(['Go?']);
    expect(dialogue.excluded.map(({ exchange, condition }) => [exchange.label, condition])).toEqual([
      ['Board?', 'platform=B'],
      ['x', 'platform=B'],
    ]);
  });
  test('take in what must', () => {
    const { dialogue } = compile(text, { platform: 'B', release: '4.3', extra: 'z' });
    expect(dialogue.failOn.map(({ response }) => response)).toEqual([
      { kind: 'fail', message: '' },
      { kind: 'fail', message: 'full on B' },
    ]);
    expect(dialogue.always).toMatchObject([
      { response: { kind: 'press', keys: ['space'] }, isOptional: true, maxTimes: Infinity },
    ]);
    expect(exchanges(dialogue).map(({ label }) => label)).toEqual(['Board?', 'x', 'Go?', 'Use z?']);
    expect(exchanges(dialogue)[3]?.pattern).toEqual({ kind: 'text', text: 'Use z?' });
    expect(dialogue.excluded).toEqual([]);
  });
});

describe('patterns', () => {
  const patterns = (...written: readonly string[]) =>
    exchanges(
      compile(script('    dialogue:', ...written.map((each) => `      - ${each}`)), {
        platform: 'A',
        release: '4.3 (a|b)',
      }).dialogue,
    ).map(({ pattern }) => pattern);
  test('of every kind', () => {
    expect(
      patterns(
        'expect: a b',
        'expect: /a(b)/im',
        'expect: { text: /a/ }',
        'expect: { quiet: 5s }',
        'expect: "Release ${{ params.release }}"',
        'expect: $${{ x }}',
        'eof: true',
      ),
    ).toEqual([
      { kind: 'text', text: 'a b' },
      { kind: 'regexp', source: 'a(b)', flags: 'im' },
      { kind: 'text', text: '/a/' },
      { kind: 'quiet', quietMs: 5000 },
      { kind: 'text', text: 'Release 4.3 (a|b)' },
      { kind: 'text', text: '${{ x }}' },
      { kind: 'eof' },
    ]);
  });
  test('of the screen, of bytes, and below another text', () => {
    expect(
      patterns(
        'expect: { screen: Menu }',
        'expect: { screen: "/R ${{ params.release }}/i", row: -2, cursor: true, highlighted: true, box: "B ${{ params.platform }}", unique: true }',
        'expect: { raw: "\\e[?25h" }',
        'expect: { raw: Größe }',
        "expect: { raw: '/\\x1b\\[\\d+m/' }",
        'expect: { text: Host?, after: Proxy }',
        'expect: { text: "On ${{ params.platform }}?", after: "/${{ params.platform }}/" }',
      ),
    ).toEqual([
      { kind: 'screen', condition: { text: { kind: 'text', text: 'Menu' } } },
      {
        kind: 'screen',
        condition: {
          text: { kind: 'regexp', source: String.raw`R \x34\x2e3 \x28a\x7cb\x29`, flags: 'i' },
          row: -2,
          isAtCursor: true,
          isHighlighted: true,
          box: 'B A',
          isUnique: true,
        },
      },
      { kind: 'raw', text: { kind: 'text', text: '\u001b[?25h' } },
      { kind: 'raw', text: { kind: 'text', text: 'Gr\u00c3\u00b6\u00c3\u009fe' } },
      { kind: 'raw', text: { kind: 'regexp', source: '\\x1b\\[\\d+m', flags: '' } },
      { kind: 'text', text: 'Host?', after: 'Proxy' },
      { kind: 'text', text: 'On A?', after: '/A/' },
    ]);
  });
  test('escape what is put into a regular expression', () => {
    const [pattern] = patterns('expect: /^v${{ params.release }}$/');
    if (pattern?.kind !== 'regexp') throw new Error('no regexp');
    for (const flags of ['', 'u', 'v']) {
      const regexp = new RegExp(pattern.source, flags);
      expect([regexp.test('v4.3 (a|b)'), regexp.test('v4x3 (a|b)'), regexp.test('v4.3 a')]).toEqual([
        true,
        false,
        false,
      ]);
    }
  });
  test('that turn out empty are refused', () => {
    const [item] = firstSpawn(load(script('    dialogue: [ { expect: "${{ params.release }}" } ]'))).dialogue;
    if (item?.kind !== 'exchange') throw new Error('no exchange');
    expect(() => renderPattern(item.exchange.expect, () => ' ')).toThrow(
      'The session script x.yaml has 1 error.',
    );
  });
});

describe('answers', () => {
  test('are made from the match, what was saved and params', () => {
    const { dialogue, saved } = compile(
      script(
        '    dialogue:',
        '      - expect: /port (\\d+) on (?<host>\\S+)(!)?/',
        '        answer: [ "${{ match.1 }}", "${{ match.host }}${{ match.3 }} for ${{ params.release }}" ]',
        '        save: { port: "${{ match.1 }}", where: "at ${{ match.host }}" }',
        '      - { expect: Again?, type: "${{ port }} ${{ where }}", clear: true }',
      ),
    );
    const [first, second] = exchanges(dialogue);
    if (first === undefined || second === undefined) throw new Error('two exchanges');
    const match = matched(['port 80 on h', '80', 'h', undefined], { host: 'h' });
    expect(answers(first, match)).toEqual(['80', 'h for 4.3']);
    expect([first.maxTimes, second.maxTimes]).toEqual([2, 1]);
    first.onMatch?.(match);
    expect([...saved]).toEqual([
      ['port', '80'],
      ['where', 'at h'],
    ]);
    expect(answers(second, matched(['']))).toEqual(['80 at h']);
    expect([first.response, second.response]).toMatchObject([
      { hasEnter: true, isClearing: false },
      { hasEnter: false, isClearing: true },
    ]);
    expect(second).not.toHaveProperty('onMatch');
  });

  test('name secrets', () => {
    const text = script(
      '    dialogue:',
      '      - { expect: a, answer: { secret: s } }',
      '      - { expect: b, type: { secret: s }, visible: true }',
      '      - { expect: c, answer: [ one, { secret: s, visible: true } ] }',
    ).replace('deploy:', 'secrets: { s: prompt }\ndeploy:');
    expect(
      exchanges(compile(text).dialogue).map(({ response }) =>
        response.kind === 'text' ? response.sources.filter(({ kind }) => kind === 'secret') : [],
      ),
    ).toEqual([
      [{ kind: 'secret', secret: 's', isVisible: false }],
      [{ kind: 'secret', secret: 's', isVisible: true }],
      [{ kind: 'secret', secret: 's', isVisible: true }],
    ]);
  });

  test('repeat as often as the script says', () => {
    const { dialogue } = compile(
      script(
        '    always: [ { expect: x, answer: [a, b] }, { expect: y, press: q, repeat: 2 } ]',
        '    dialogue:',
        '      - { expect: a, answer: b, repeat: true }',
        '      - { expect: c, answer: d, repeat: 3, optional: true }',
        '      - expect: d',
        '      - { eof: true, fail: "ended in ${{ params.platform }}" }',
      ),
    );
    expect(
      exchanges(dialogue).map(({ maxTimes, isOptional, response }) => [maxTimes, isOptional, response.kind]),
    ).toEqual([
      [Infinity, false, 'text'],
      [3, true, 'text'],
      [1, false, 'none'],
      [1, false, 'fail'],
    ]);
    expect(dialogue.always.map(({ maxTimes }) => maxTimes)).toEqual([2, 2]);
  });
});

test('names without a value are a fault of the caller', () => {
  const { dialogue } = compile(script('    dialogue: [ { expect: a, answer: b } ]'));
  expect(answers(exchanges(dialogue)[0] as Exchange, matched(['a']))).toEqual(['b']);
  const [item] = firstSpawn(load(script('    dialogue: [ { expect: "${{ params.release }}" } ]'))).dialogue;
  if (item?.kind !== 'exchange') throw new Error('no exchange');
  expect(() => renderPattern(item.exchange.expect, () => undefined)).toThrow(
    'no value for ${{ params.release }} (x.yaml:8)',
  );
});

describe('branches', () => {
  const text = script(
    '    dialogue:',
    '      - one-of:',
    '          - expect: Old',
    '            answer: a',
    '            then:',
    '              - { expect: Keep?, answer: "y", when: { platform: B } }',
    '              - any-order: [ { expect: x, when: { platform: B } }, { expect: z } ]',
    '              - one-of: [ { expect: in, when: { platform: B } } ]',
    '          - expect: New',
    '            when: { platform: B }',
    '            then: [ { expect: Licence, answer: l }, { expect: Never, when: { platform: A } } ]',
    '      - one-of: [ { expect: c, when: { platform: B } } ]',
  );
  const shape = (items: Dialogue['items']): unknown[] =>
    items.map((item) =>
      item.kind === 'one-of'
        ? item.branches.map(({ exchange, then }) => [exchange.label, ...shape(then)])
        : entriesOf(item).map(({ label }) => label),
    );
  test('go with their conditions, all that is behind them too', () => {
    expect(shape(compile(text).dialogue.items)).toEqual([[['Old', ['z']]]]);
    expect(shape(compile(text, { platform: 'B', release: '4' }).dialogue.items)).toEqual([
      [
        ['Old', ['Keep?'], ['x', 'z'], [['in']]],
        ['New', ['Licence']],
      ],
      [['c']],
    ]);
  });
  test('what is left out must not come; behind a branch that is left out nothing is a prompt', () => {
    const excluded = (params: ParamValues) =>
      compile(text, params).dialogue.excluded.map(({ exchange, condition }) => [exchange.label, condition]);
    expect(excluded({ platform: 'A', release: '4' })).toEqual([
      ['New', 'platform=B'],
      ['Keep?', 'platform=B'],
      ['x', 'platform=B'],
      ['in', 'platform=B'],
      ['c', 'platform=B'],
    ]);
    expect(excluded({ platform: 'B', release: '4' })).toEqual([['Never', 'platform=A']]);
  });
});

describe('menus, forms, buttons and people', () => {
  const responses = (...written: readonly string[]) =>
    exchanges(
      compile(
        `secrets: { pin: { env: PIN } }\n${script('    dialogue:', ...written.map((each) => `      - { expect: /p(.)/, ${each} }`))}`,
      ).dialogue,
    ).map(({ response }) => response);
  const seen = matched(['pQ', 'Q']);

  test('select, with labels from the match and what confirms', () => {
    const [one, only, add, remove] = responses(
      'select: "Part ${{ match.1 }}"',
      'select: { only: [] }, press: [tab, "<Use ${{ params.release }}>"]',
      'select: { add: [b, "${{ params.platform }}"] }',
      'select: { remove: [d] }, press: f2',
    ).map((response) => {
      if (response.kind !== 'select') throw new Error('no select');
      return { ...response, labels: response.labels.map((render) => render(seen)) };
    });
    expect(one).toEqual({ kind: 'select', mode: 'one', labels: ['Part Q'] });
    expect(only).toEqual({ kind: 'select', mode: 'only', labels: [], confirm: ['tab', '<Use 4.3>'] });
    expect(add).toEqual({ kind: 'select', mode: 'add', labels: ['b', 'A'] });
    expect(remove).toEqual({ kind: 'select', mode: 'remove', labels: ['d'], confirm: ['f2'] });
  });
  test('fill, in the order of the script', () => {
    const [response] = responses(
      'fill: { User: "u${{ match.1 }}", "${{ params.platform }} pin": { secret: pin }, 2: two, 1: { secret: pin, visible: true } }, press: <Ok>',
    );
    if (response?.kind !== 'fill') throw new Error('no fill');
    expect(response.confirm).toEqual(['<Ok>']);
    expect(
      response.fields.map(({ label, source }) => [
        label,
        source.kind === 'text' ? source.render(seen) : source,
      ]),
    ).toEqual([
      ['User', 'uQ'],
      ['A pin', { kind: 'secret', secret: 'pin', isVisible: false }],
      ['2', 'two'],
      ['1', { kind: 'secret', secret: 'pin', isVisible: true }],
    ]);
  });
  test('visible goes for all secrets of a form', () => {
    const [response] = responses('fill: { Pin: { secret: pin } }, visible: true');
    expect(response).toMatchObject({ fields: [{ source: { isVisible: true } }] });
  });
  test('handover, and keys with buttons', () => {
    expect(
      responses('handover: true', 'press: <Ok>', 'press: [down, "<More ${{ params.platform }}>"]'),
    ).toEqual([
      { kind: 'handover' },
      { kind: 'press', keys: ['<Ok>'] },
      { kind: 'press', keys: ['down', '<More A>'] },
    ]);
  });
});
