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
  const replaced = SCRIPT.replace('      - expect: E\n        answer: e\n', NEW);
  expect(insertExchanges(SCRIPT, { lines, spawnLine: 2, beforeLine: 14, isReplacing: true })).toBe(replaced);
  const before = SCRIPT.replace('      - one-of:\n', `${NEW}      - one-of:\n`);
  expect(insertExchanges(SCRIPT, { lines, spawnLine: 2, beforeLine: 9, isReplacing: true })).toBe(before);
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
