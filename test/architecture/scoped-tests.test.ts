import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSources } from './imports.js';
import { type ScopedTest, scopedTests } from './scoped-tests.js';

const ROOT = join(import.meta.dirname, '../..');
const sources = new Map(
  [...readSources(join(ROOT, 'test'))].map(([file, text]) => [`test/${file}`, text] as const),
);
const all = scopedTests(sources);

interface Suite {
  readonly files: readonly string[];
  readonly named?: string;
}
const load = async (): Promise<{ suites: readonly Suite[]; others: ReadonlyMap<string, string> }> =>
  (await import(join(ROOT, 'bin/mutations/suites.mjs'))) as Awaited<ReturnType<typeof load>>;

const isIn = ({ files, named }: Suite, { file, name }: ScopedTest): boolean =>
  files.includes(file) && (named === undefined || new RegExp(named).test(name));
const isNamed = (entry: string, { file, name }: ScopedTest): boolean =>
  entry === file || entry === `${file}: ${name}`;

it('every test that has a scope is asked whether it would fail without, or is named with the reason', async () => {
  const { suites, others } = await load();
  expect(all.length).toBeGreaterThan(80);
  const ways = all.map((test) => ({
    test: `${test.file}: ${test.name}`,
    ways:
      suites.filter((suite) => isIn(suite, test)).length +
      [...others.keys()].filter((each) => isNamed(each, test)).length,
  }));
  expect(ways.filter((each) => each.ways !== 1)).toEqual([]);
});

it('what is asked and what is named is there', async () => {
  const { suites, others } = await load();
  const asked = suites.flatMap(({ files, named }) =>
    files.map((file) => ({ files: [file], ...(named !== undefined && { named }) })),
  );
  const unknown = [
    ...asked.filter((suite) => !all.some((test) => isIn(suite, test))).flatMap(({ files }) => files),
    ...[...others.keys()].filter((entry) => !all.some((test) => isNamed(entry, test))),
  ];
  // It compares programs with their source and opens nothing.
  expect(unknown).toEqual(['test/scope/as-root.test.ts']);
});

it.each([
  ['in its session', "it('x', () => run('- scope: { sudo: all }'));"],
  ['in lines of its file', "const lines = `- scope:\n    sudo: all`;\nit.each([1])('x', () => run(lines));"],
  [
    'in what a function of its file uses',
    "const lines = '- scope: {}';\nconst go = () => run(lines);\nit('x', () => go());",
  ],
  ['in a helper', "import { SESSION as S, go } from './helper.js';\nit('x', () => go());"],
  ['in a program', "it('x', () => run(`import { spawn, sudo } from 'unattend';`));"],
  ['by a function', "import { sudo } from '../src/scope/sudo.js';\nit('x', () => sudo({}));"],
  [
    'in a hook',
    "import { sudo } from '../src/scope/sudo.js';\nbeforeAll(() => sudo({}));\nit('x', () => 1);",
  ],
])('a scope is seen %s', (_, text) => {
  const files = {
    'test/a.test.ts': text,
    'test/helper.ts': "export const go = () => run('- scope: { sudo: all }');",
  };
  expect(scopedTests(new Map(Object.entries(files)))).toEqual([{ file: 'test/a.test.ts', name: 'x' }]);
});

it.each([
  [
    'in another test',
    "it('x', () => { const lines = 1; run(lines); });\ntest.each([])(`y`, () => { const lines = '- scope: {}'; });",
  ],
  [
    'in a type',
    "import type { Held } from '../src/scope/held.js';\nit('x', () => { const held: Held = 1; });\nit('y', () => '- scope: {}');",
  ],
  ['in a property', "it('x', () => read({ scope: { sudo: [] } }));\nit('y', () => '- scope: {}');"],
])('no scope is seen %s', (_, text) => {
  expect(scopedTests(new Map([['test/a.test.ts', text]])).map(({ name }) => name)).toEqual(['y']);
});
