import { expect, it } from 'vitest';
import { declareSecrets, insertExchanges } from '../../src/script/write/insert-exchanges.js';

const SCRIPT = `deploy:
  - spawn: ./install
    dialogue:
      # first
      - expect: A
        answer: a

      - one-of:
          - expect: B
            then:
              - expect: C
                answer: c
          - expect: D
      - expect: E
        answer: e
    exit: 0
`;
const replaced = { valueOf: (text: string) => text.replace('${{ params.dir }}', '/opt/acme') };
const lines = ['- expect: N', '  answer: n'];
const NEW = '      - expect: N\n        answer: n\n';

it.each([
  [5, '      # first\n'],
  [9, '      - one-of:\n'],
  [11, '      - one-of:\n'],
  [13, '      - one-of:\n'],
  [14, '      - expect: E\n'],
])('before the exchange in line %i', (beforeLine, follows) => {
  const whole = SCRIPT.replace(follows, `${NEW}${follows}`);
  expect(insertExchanges(SCRIPT, { lines, spawnLine: 2, beforeLine })).toBe(whole);
  const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
  expect(insertExchanges(crlf(SCRIPT), { lines, spawnLine: 2, beforeLine })).toBe(crlf(whole));
});

it('in the place of an exchange, but never of a group', () => {
  const whole = SCRIPT.replace('      - expect: E\n        answer: e\n', NEW);
  expect(insertExchanges(SCRIPT, { lines, spawnLine: 2, beforeLine: 14, replaced })).toBe(whole);
  const before = SCRIPT.replace('      - one-of:\n', `${NEW}      - one-of:\n`);
  expect(insertExchanges(SCRIPT, { lines, spawnLine: 2, beforeLine: 9, replaced })).toBe(before);
});

/** What becomes of an exchange that others take the place of. */
function replacedBy(exchange: string, made: readonly string[], more: object = {}): string {
  const head = 'deploy:\n  - spawn: ./install\n    dialogue:\n      # why\n';
  const text = insertExchanges(`${head}${exchange}    exit: 0\n`, {
    lines: made,
    spawnLine: 2,
    beforeLine: 5,
    replaced: { ...replaced, ...more },
  });
  return (
    text?.replace('deploy:\n  - spawn: ./install\n    dialogue:\n', '').replace('    exit: 0\n', '') ?? ''
  );
}
const OLD = `      - expect: Directory? # asked
        when: { platform: B }
        # where
        answer: \${{ params.dir }} # ours
        timeout: 3m
        save: { free: '/(\\d+) free/' }
`;

it.each([
  [
    'an answer that comes to the same stays as it is written',
    ['- expect: Which directory?', '  answer: /opt/acme'],
    OLD.replace('Directory?', 'Which directory?'),
  ],
  [
    'another one takes its place, and nothing else is lost',
    ['# varies: nothing', '- expect: "Where:"', '  answer: /srv'],
    `      # varies: nothing\n${OLD.replace('Directory?', '"Where:"').replace('${{ params.dir }}', '/srv')}`,
  ],
  [
    'one of another kind too',
    ['- expect: "Where:"', '  select:', '    only: [A, B]'],
    OLD.replace('Directory?', '"Where:"').replace(
      'answer: ${{ params.dir }} #',
      'select:\n          only: [A, B] #',
    ),
  ],
  [
    'what is to be cleared first is said',
    ['- expect: Directory?', '  answer: /opt/acme', '  clear: true'],
    OLD.replace('# ours', '# ours\n        clear: true'),
  ],
  [
    'what was asked before and after it goes before and after it',
    [
      '- expect: Licence?',
      '  answer: y',
      '- expect: The directory?',
      '  answer: /srv',
      '- expect: Sure?',
      '  answer: y',
    ],
    `${OLD.replace('Directory?', 'The directory?').replace('${{ params.dir }}', '/srv')}      - expect: Sure?\n        answer: y\n`,
  ],
])('%s', (_, made, becomes) => {
  const before = made.length === 6 ? '      - expect: Licence?\n        answer: y\n' : '';
  expect(replacedBy(OLD, made)).toBe(`${before}      # why\n${becomes}`);
});

it('what it waits for stays where its prompt came, and a `when` that does not hold goes', () => {
  const made = ['- expect: "Directory:"', '  answer: /srv'];
  const other = OLD.replace('${{ params.dir }}', '/srv');
  expect(replacedBy(OLD, made, { isAsked: true })).toBe(`      # why\n${other}`);
  expect(replacedBy(OLD, made, { isAsked: true, isExcluded: true })).toBe(
    `      # why\n${other.replace('        when: { platform: B }\n', '')}`,
  );
});

it('an exchange in braces keeps what it has', () => {
  const flow = '      - { expect: A, answer: a, timeout: 3m } # all\n';
  expect(replacedBy(flow, ['- expect: A, B?', '  answer: b'])).toBe(
    `      # why\n${flow.replace('expect: A, answer: a', 'expect: "A, B?", answer: b')}`,
  );
  expect(replacedBy(flow, ['- expect: B?', '  press: enter'])).toBe(
    `      # why\n${flow.replace('expect: A, answer: a', 'expect: B?, press: enter')}`,
  );
});

it('at the end, and where there is no dialogue yet', () => {
  const end = SCRIPT.replace('    exit: 0\n', `${NEW}    exit: 0\n`);
  expect(insertExchanges(SCRIPT, { lines, spawnLine: 2 })).toBe(end);
  const bare = 'deploy:\n  - spawn: ./install\n  - run: true\n';
  expect(insertExchanges(bare, { lines, spawnLine: 2 })).toBe(
    `deploy:\n  - spawn: ./install\n    dialogue:\n${NEW}  - run: true\n`,
  );
});

it('not into a dialogue in brackets', () => {
  const flow = 'deploy:\n  - spawn: ./install\n    dialogue: [{ expect: A, answer: a }]\n';
  expect(insertExchanges(flow, { lines, spawnLine: 2 })).toBeUndefined();
  expect(insertExchanges(flow, { lines, spawnLine: 2, beforeLine: 3 })).toBeUndefined();
});

it('declares secrets beside those that are there, or before the steps', () => {
  expect(declareSecrets('secrets:\n  a: { env: A }\ndeploy: []\n', ['b-c'])).toBe(
    'secrets:\n  b-c: { env: B_C }\n  a: { env: A }\ndeploy: []\n',
  );
  expect(declareSecrets('name: x\n# the steps\ndeploy: []\n', ['b'])).toBe(
    'name: x\nsecrets:\n  b: { env: B }\n\n# the steps\ndeploy: []\n',
  );
  expect(declareSecrets('secrets:\n  a: { env: A }\n', ['user'])).toBe(
    'secrets:\n  user: { env: SECRET_USER }\n  a: { env: A }\n',
  );
  expect(declareSecrets('secrets: { a: { env: A } }\ndeploy: []\n', ['b'])).toBeUndefined();
});
