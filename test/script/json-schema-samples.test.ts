import { readFile } from 'node:fs/promises';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { partJsonSchema, sessionJsonSchema } from '../../src/script/json-schema.js';
import { stdFile, stdParts } from '../../src/script/std.js';

/** What a validator says of a file as an editor reads it. */
function problemsIn(schema: Record<string, unknown>, text: string): readonly string[] {
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(schema, parse(text));
  return (ajv.errors ?? []).map(({ dataPath, message = '' }) => `${dataPath} ${message}`.trim());
}

describe('a file that scripts use, to a validator', () => {
  it.each([
    ['rules', 'always:\n  - { expect: Go on?, answer: y }\n  - use: std/pager\n'],
    ['a dialogue', 'dialogue:\n  - expect: /Serial \\d+:/\n    answer: { secret: serial }\n'],
    [
      'branches',
      'dialogue:\n  - one-of:\n      - { expect: a, then: [ { use: ./b.yaml } ] }\n      - { eof: true }\n',
    ],
    [
      'steps',
      'summary: Tools\nsteps:\n  - run: make\n  - use: ./more.yaml\n    when: { platform: [A, B] }\n',
    ],
    ['failures', 'fail-on: [ disk full, { expect: /error/, fail: no } ]\nalways: []\n'],
  ])('is right with %s', (_, text) => {
    expect(problemsIn(partJsonSchema(), `unattend: 1\n${text}`)).toEqual([]);
  });
  it.each(stdParts)('is right: %s', async (part) => {
    expect(problemsIn(partJsonSchema(), await readFile(stdFile(part), 'utf8'))).toEqual([]);
  });
  it.each([
    ['without a version', 'always: []\n', ["should have required property 'unattend'"]],
    ['of a version to come', 'unattend: 2\nalways: []\n', ['.unattend should be equal to constant']],
    ['that is a script', 'unattend: 1\nbase: a/b:1\nalways: []\n', ['should NOT have additional properties']],
    ['with a list that is none', 'unattend: 1\nalways: { use: a.yaml }\n', ['.always should be array']],
  ])('is wrong %s', (_, text, problems) => {
    expect(problemsIn(partJsonSchema(), text)).toEqual(problems);
  });
  it.each([
    ['without any list', 'summary: Nothing\n'],
    ['with an unknown key in a rule', 'always: [ { expect: a, anwser: b } ]\n'],
    ['with a rule that cannot be one', 'always: [ { expect: a, optional: true } ]\n'],
    ['with a number for a condition', 'dialogue: [ { use: a.yaml, when: 1 } ]\n'],
    ['with a deeply nested mistake', 'dialogue: [ { one-of: [ { expect: a, then: [ { uze: b } ] } ] } ]\n'],
  ])('is wrong %s', (_, text) => {
    expect(problemsIn(partJsonSchema(), `unattend: 1\n${text}`)).not.toEqual([]);
  });
});

describe('a session script, to a validator', () => {
  it.each(['acme-sdk', 'private-ca', 'tzdata'])('is right: sessions/%s.yaml', async (name) => {
    const text = await readFile(new URL(`../../sessions/${name}.yaml`, import.meta.url), 'utf8');
    expect(problemsIn(sessionJsonSchema(), text)).toEqual([]);
  });
  it('is no file that scripts use', () => {
    const text = 'unattend: 1\nalways: [ { use: std/pager } ]\n';
    expect(problemsIn(partJsonSchema(), text)).toEqual([]);
    expect(problemsIn(sessionJsonSchema(), text)).toEqual(['should NOT have additional properties']);
  });
});
