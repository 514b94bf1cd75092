import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isUnattendError } from '../../src/errors.js';
import { compileDialogue } from '../../src/script/compile-dialogue.js';
import { formatDiagnostics } from '../../src/script/diagnostics.js';
import { loadSession } from '../../src/script/load-session.js';
import type { ScriptItem, Session } from '../../src/script/model.js';
import { parseSession } from '../../src/script/parse-session.js';
import { firstSpawn } from './helpers.js';

type Files = Readonly<Record<string, string>>;

/** Reads from `files`; one that is not there does not exist. */
function readIn(files: Files): (file: string) => string {
  return (file) => {
    const text = files[file];
    if (text === undefined) throw Object.assign(new Error(file), { code: 'ENOENT' });
    return text;
  };
}

const load = (files: Files): Session =>
  parseSession('x.yaml', files['x.yaml'] ?? '', { readFile: readIn(files) });

/** What `check` prints for x.yaml among these files. */
function check(files: Files): string {
  try {
    load(files);
    return 'ok';
  } catch (error) {
    if (isUnattendError(error, 'SCRIPT_INVALID')) return formatDiagnostics(error.details.diagnostics);
    throw error;
  }
}

/** A script whose program has these lines; the first of them is its line 5. */
const spawning = (...lines: readonly string[]): string =>
  [
    'unattend: 1',
    'params: { platform: { type: choice, of: [A, B, C], default: A }, dir: { default: /opt } }',
    'deploy:',
    '  - spawn: x',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');

const part = (...lines: readonly string[]): string => ['unattend: 1', ...lines, ''].join('\n');

const labels = (items: readonly ScriptItem[]): readonly unknown[] =>
  items.map((item) => {
    if (item.kind === 'exchange') return item.exchange.expect.label;
    if (item.kind === 'any-order') return item.exchanges.map(({ expect: { label } }) => label);
    return item.branches.map(({ exchange, then }) => [exchange.expect.label, labels(then)]);
  });

describe('the entries of a file stand in the place of its use', () => {
  const all = part(
    'summary: All of them',
    'steps: [ { run: make } ]',
    'always: [ { expect: More, press: space } ]',
    'fail-on: [ No space left ]',
    'dialogue: [ { expect: Licence, answer: yes }, { expect: Name, answer: a } ]',
  );
  test('in every list of a program, in order and with their own places', () => {
    const files = {
      'x.yaml': spawning(
        'fail-on: [ before, { use: p.yaml }, behind ]',
        'always: [ { use: p.yaml }, { expect: last } ]',
        'dialogue:',
        '  - expect: first',
        '  - use: ./p.yaml',
        '  - one-of: [ { expect: a, then: [ { use: p.yaml } ] }, { expect: b } ]',
      ),
      'p.yaml': all,
    };
    const { failOn, always, dialogue } = firstSpawn(load(files));
    expect(failOn.map(({ expect: { label } }) => label)).toEqual(['before', 'No space left', 'behind']);
    expect(always.map(({ expect: { label } }) => label)).toEqual(['More', 'last']);
    expect(labels(dialogue)).toEqual([
      'first',
      'Licence',
      'Name',
      [
        ['a', ['Licence', 'Name']],
        ['b', []],
      ],
    ]);
    expect(always.map(({ place }) => place)).toEqual([
      { file: 'p.yaml', line: 4, column: 11 },
      { file: 'x.yaml', line: 6, column: 32 },
    ]);
  });
  test('in lists of steps: prepare, deploy and those of a scope', () => {
    const files = {
      'x.yaml': part(
        'prepare: [ { use: p.yaml } ]',
        'deploy: [ { use: p.yaml }, { scope: { user: root }, steps: [ { use: p.yaml } ] } ]',
      ),
      'p.yaml': all,
    };
    const { prepare, deploy } = load(files);
    const run = { kind: 'run', place: { file: 'p.yaml', line: 3, column: 10 } };
    expect(prepare).toMatchObject([run]);
    expect(deploy).toMatchObject([run, { kind: 'scope', steps: [run] }]);
  });
  test('also of a file that uses others, each path relative to the file it stands in', () => {
    const files = {
      'x.yaml': spawning('dialogue: [ { use: parts/a.yaml } ]'),
      'parts/a.yaml': part('dialogue: [ { expect: a }, { use: ../b.yaml } ]'),
      'b.yaml': part('dialogue: [ { expect: b } ]'),
    };
    expect(labels(firstSpawn(load(files)).dialogue)).toEqual(['a', 'b']);
  });
  test('read as the script is', async () => {
    const files = { 'x.yaml': spawning('dialogue: [ { use: p.yaml } ]'), 'p.yaml': all };
    const read: string[] = [];
    const session = await loadSession('x.yaml', {
      readFile: async (file) => {
        read.push(file);
        return Promise.resolve(readIn(files)(file));
      },
    });
    expect([read, labels(firstSpawn(session).dialogue)]).toEqual([
      ['x.yaml', 'p.yaml'],
      ['Licence', 'Name'],
    ]);
  });
  test('with what the script declares', () => {
    const files = {
      'x.yaml': spawning('dialogue: [ { use: p.yaml } ]'),
      'p.yaml': part('dialogue: [ { expect: Directory, answer: "${{ params.dir }}" } ]'),
    };
    const { items } = compileDialogue(firstSpawn(load(files)), {
      params: { platform: 'A', dir: '/srv' },
      lookup: (name) => (name === 'params.dir' ? '/srv' : undefined),
      save: () => undefined,
    });
    expect(items).toMatchObject([{ exchange: { label: 'Directory', place: { file: 'p.yaml' } } }]);
  });
  test('what a part saves is there behind it', () => {
    const files = {
      'x.yaml': spawning('dialogue: [ { use: p.yaml }, { expect: "Again:", answer: "${{ port }}" } ]'),
      'p.yaml': part('dialogue: [ { expect: /port (\\d+)/, save: { port: "${{ match.1 }}" } } ]'),
    };
    expect(check(files)).toBe('ok');
  });
});

describe('when', () => {
  const conditional = (use: string, own: string): Session =>
    load({
      'x.yaml': spawning(`dialogue: [ { use: p.yaml${use} } ]`),
      'p.yaml': part(`dialogue: [ { expect: a${own} } ]`),
    });
  test.each([
    [', when: { platform: B }', '', { platform: ['B'] }],
    ['', ', when: { platform: B }', { platform: ['B'] }],
    [', when: { dir: /a }', ', when: { platform: B }', { dir: ['/a'], platform: ['B'] }],
    [', when: { platform: [A, B] }', ', when: { platform: [B, C] }', { platform: ['B'] }],
    [', when: { platform: A }', ', when: { platform: B }', { platform: [] }],
  ])('of a use%s holds beside that of an entry%s', (use, own, both) => {
    const [item] = firstSpawn(conditional(use, own)).dialogue;
    expect(item).toMatchObject({ exchange: { when: both } });
  });
  test('what is never there says so where it comes nevertheless', () => {
    const session = conditional(', when: { platform: A }', ', when: { platform: B }');
    const { items, excluded } = compileDialogue(firstSpawn(session), {
      params: { platform: 'A' },
      lookup: () => undefined,
      save: () => undefined,
    });
    expect([items, excluded]).toMatchObject([[], [{ condition: 'no platform' }]]);
  });
  test('holds for steps, rules, groups and branches', () => {
    const session = load({
      'x.yaml': part(
        'params: { p: { default: a } }',
        'deploy:',
        '  - use: p.yaml',
        '    when: { p: b }',
        '  - spawn: x',
        '    fail-on: [ { use: p.yaml, when: { p: b } } ]',
        '    always: [ { use: p.yaml, when: { p: b } } ]',
        '    dialogue: [ { use: p.yaml, when: { p: b } } ]',
      ),
      'p.yaml': part(
        'steps: [ { run: make } ]',
        'fail-on: [ a ]',
        'always: [ { expect: b } ]',
        'dialogue:',
        '  - any-order: [ { expect: c } ]',
        '  - one-of: [ { expect: d, then: [ { expect: e } ] } ]',
      ),
    });
    const when = { p: ['b'] };
    const { failOn, always, dialogue } = firstSpawn(session);
    expect([session.deploy[0], failOn, always]).toMatchObject([{ when }, [{ when }], [{ when }]]);
    expect(dialogue).toMatchObject([
      { exchanges: [{ when }] },
      { branches: [{ exchange: { when }, then: [{}] }] },
    ]);
  });
});

describe('when of a use around a one-of that saves', () => {
  const saving = [
    'dialogue:',
    '  - one-of:',
    '      - { expect: /port (\\d+)/, save: { port: "${{ match.1 }}" } }',
    '      - expect: /Port:/',
    '        answer: 80',
    '        then: [ { expect: /it is (\\d+)/, save: { port: "${{ match.1 }}" } } ]',
  ];
  const filesWith = (use: string, reader: string, ...lines: readonly string[]): Files => ({
    'x.yaml': spawning(
      'dialogue:',
      ...lines,
      `  - { use: p.yaml${use} }`,
      `  - { expect: "Again:", answer: "\${{ port }}"${reader} }`,
    ),
    'p.yaml': part(...saving),
  });
  const onB = ', when: { platform: B }';
  const onAB = ', when: { platform: [A, B] }';
  test.each([
    ['', ''],
    [onB, onB],
    [onAB, onB],
    [onAB, onAB],
  ])('what each branch saves is there where the use is:%s, read with%s', (use, reader) => {
    expect(check(filesWith(use, reader))).toBe('ok');
  });
  test.each([
    [onB, ''],
    [onB, onAB],
    [onB, ', when: { platform: A }'],
    [onB, ', when: { dir: /opt }'],
  ])('and nowhere else:%s, read with%s', (use, reader) => {
    expect(check(filesWith(use, reader))).toContain(
      'x.yaml:7:38: error: `port` may not have been saved: what saves it has a `when` that does not hold here',
    );
  });
  test('with a branch under a condition of its own it is there where the others are', () => {
    const files = filesWith(onB, onB);
    const own = [...saving, '      - { expect: a, when: { dir: /a }, save: { port: "${{ match.0 }}" } }'];
    expect(check({ ...files, 'p.yaml': part(...own) })).toBe('ok');
    expect(
      check({
        ...files,
        'p.yaml': part(...own.map((line) => line.replace(', save: { port: "${{ match.0 }}" }', ''))),
      }),
    ).toContain('not every branch of `one-of` saves it');
  });
  test('of branches that are there under different conditions none is sure', () => {
    const files = filesWith('', '');
    const own = saving.map((line) =>
      line
        .replace('expect: /port', 'when: { platform: A }, expect: /port')
        .replace('answer: 80', 'when: { platform: B }'),
    );
    expect(check({ ...files, 'p.yaml': part(...own) })).toContain('not every branch of `one-of` saves it');
  });
  test('takes nothing away that was saved before', () => {
    const before = '  - { expect: /first (\\d+)/, save: { port: "${{ match.1 }}" } }';
    expect(check(filesWith(onB, '', before))).toBe('ok');
  });
  test.each([
    ['A', [], ['/port (\\d+)/', '/Port:/', 'Again:']],
    ['B', ['80', '8080'], []],
  ])('runs so with platform %s', (platform, saved, excludedAs) => {
    const kept: string[] = [];
    const { items, excluded } = compileDialogue(firstSpawn(load(filesWith(onB, onB))), {
      params: { platform, dir: '/opt' },
      lookup: (name) => (name === 'port' ? kept.at(-1) : undefined),
      save: (_, value) => void kept.push(value),
    });
    const match = (value: string) => ({ groups: [value, value], named: {}, before: '' });
    const [group] = items;
    if (group?.kind === 'one-of') {
      group.branches[0]?.exchange.onMatch?.(match('80'));
      const [then] = group.branches[1]?.then ?? [];
      if (then?.kind === 'exchange') then.exchange.onMatch?.(match('8080'));
    }
    expect(kept).toEqual(saved);
    expect(excluded.map(({ exchange }) => exchange.label)).toEqual(excludedAs);
    expect(excluded.every(({ condition }) => condition === 'platform=B')).toBe(true);
  });
});

describe('what is wrong is said where it stands', () => {
  test.each<[string, Files]>([
    ['a file that is not there', { 'x.yaml': spawning('dialogue: [ { use: p.yaml } ]') }],
    [
      'a file without such a list',
      {
        'x.yaml': spawning('always:', '  - use: p.yaml'),
        'p.yaml': part('dialogue: [ { expect: a } ]', 'fail-on: [ b ]'),
      },
    ],
    ['a file without any list', { 'x.yaml': spawning('always: [ { use: p.yaml } ]'), 'p.yaml': part() }],
    ['an empty file', { 'x.yaml': spawning('always: [ { use: p.yaml } ]'), 'p.yaml': '' }],
    [
      'a session script is no part',
      {
        'x.yaml': spawning('always: [ { use: p.yaml } ]'),
        'p.yaml': part('name: a', 'always: [ { expect: a } ]'),
      },
    ],
    ['a part that does not come with the tool', { 'x.yaml': spawning('always:', '  - use: std/pagers') }],
    ['nothing near one', { 'x.yaml': spawning('always:', '  - use: std/apt') }],
    [
      'a file that uses itself',
      { 'x.yaml': spawning('always: [ { use: p.yaml } ]'), 'p.yaml': part('always: [ { use: p.yaml } ]') },
    ],
    [
      'files that use each other',
      {
        'x.yaml': spawning('dialogue: [ { use: p.yaml } ]'),
        'p.yaml': part('dialogue: [ { use: q.yaml } ]'),
        'q.yaml': part('dialogue: [ { expect: a }, { use: p.yaml } ]'),
      },
    ],
    [
      'the script itself',
      {
        'x.yaml': spawning('dialogue: [ { use: p.yaml } ]'),
        'p.yaml': part('dialogue: [ { use: x.yaml } ]'),
      },
    ],
    ['a path with a reference', { 'x.yaml': spawning('always: [ { use: "${{ params.dir }}.yaml" } ]') }],
    ['a path with a tilde', { 'x.yaml': spawning('always: [ { use: ~/a.yaml } ]') }],
    ['no path', { 'x.yaml': spawning('always:', '  - use:') }],
    ['a list where it has no place', { 'x.yaml': spawning('dialogue: [ any-order: [ { use: p.yaml } ] ]') }],
    [
      'a part that is checked by itself',
      { 'x.yaml': part('steps: [ { run: a } ]', 'dialogue: [ { expect: a } ]') },
    ],
    ['a mistyped key', { 'x.yaml': spawning('always:', '  - uze: std/pager') }],
    [
      'steps of deploy in prepare',
      { 'x.yaml': part('prepare: [ { use: p.yaml } ]'), 'p.yaml': part('steps: [ { copy: a, to: /b } ]') },
    ],
    [
      'the same rules twice',
      {
        'x.yaml': spawning('always: [ { use: p.yaml }, { use: q.yaml } ]'),
        'p.yaml': part('always: [ { expect: a } ]'),
        'q.yaml': part('always: [ { use: p.yaml } ]'),
      },
    ],
    [
      'names that nobody declares, in all files, in their order',
      {
        'x.yaml': spawning(
          'dialogue: [ { use: p.yaml, when: { platfrm: A } }, { expect: a, answer: "${{ params.dri }}" } ]',
        ),
        'p.yaml': part(
          'dialogue:',
          '  - expect: Key',
          '    answer: { secret: serial }',
          '  - { expect: "Dir:", answer: "${{ params.dirr }}" }',
          '  - expet: Name',
        ),
      },
    ],
    [
      'what YAML cannot read',
      {
        'x.yaml': spawning('dialogue: [ { use: p.yaml } ]'),
        'p.yaml': part('dialogue:', '  - expect: Password:'),
      },
    ],
    [
      'what can never be reached, because of another file',
      {
        'x.yaml': spawning(
          'always:',
          '  - expect: More',
          '  - use: p.yaml',
          'dialogue:',
          '  - eof: true',
          '  - use: p.yaml',
        ),
        'p.yaml': part('always: [ { expect: More } ]', 'dialogue: [ { expect: a } ]'),
      },
    ],
  ])('%s', (_, files) => {
    expect(check(files)).toMatchSnapshot();
  });
  test('a part that is nested too deeply', () => {
    const files = {
      'x.yaml': spawning('dialogue: [ { use: p.yaml } ]'),
      'p.yaml': part(`dialogue: ${'['.repeat(5000)}${']'.repeat(5000)}`),
    };
    expect(check(files)).toMatch(/^p\.yaml:\d+:\d+: error: .*nested too deeply/);
  });
});

test('two credentials of one name, in two files, are two secrets', () => {
  const files = {
    'x.yaml': part(
      'deploy: [ { use: p.yaml }, { scope: { credentials: { ~/.netrc: { file: a } } }, steps: [ { run: b } ] } ]',
    ),
    'p.yaml': part('steps: [ { scope: { credentials: { ~/.netrc: { file: b } } }, steps: [ { run: b } ] } ]'),
  };
  expect(load(files).secrets.map(({ name }) => name)).toEqual([
    'credentials ~/.netrc of p.yaml:2:46',
    'credentials ~/.netrc of x.yaml:2:64',
  ]);
});

test('a relative path in a part is relative to the part', () => {
  const files = {
    'x.yaml': part('deploy: [ { use: parts/p.yaml } ]'),
    'parts/p.yaml': part(
      'steps: [ { scope: { credentials: { ~/.netrc: { file: b } } }, steps: [ { run: b } ] } ]',
    ),
  };
  const [secret] = load(files).secrets;
  expect(secret?.source).toMatchObject({
    kind: 'file',
    path: expect.stringMatching(/\/parts\/b$/) as string,
  });
});

test('every part that comes with the tool loads, and is in the package', () => {
  const use = (name: string): string => `{ use: std/${name} }`;
  const files = { 'x.yaml': spawning(`always: [ ${['pager', 'dpkg', 'debconf'].map(use).join(', ')} ]`) };
  const { always } = firstSpawn(load(files));
  expect(new Set(always.map(({ place }) => place.file))).toEqual(
    new Set(['std/pager', 'std/dpkg', 'std/debconf']),
  );
  const { files: packed } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: readonly string[] };
  expect(packed).toContain('std');
});
