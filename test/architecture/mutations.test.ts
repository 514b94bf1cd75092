import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

interface Edit {
  readonly file: string;
  readonly text: string;
}
type Break = Edit & {
  readonly name: string;
  readonly tests?: readonly string[];
  readonly also?: readonly Edit[];
};

const breaks = async (): Promise<readonly Break[]> => {
  const load = async (name: string): Promise<Record<string, unknown>> =>
    (await import(join(ROOT, 'bin/mutations/breaks', name))) as Record<string, unknown>;
  const { all } = await load('all.mjs');
  return [...(all as Break[]), ...(Object.values(await load('whole.mjs')) as Break[])];
};

it('every break of the mutation check says what it breaks, by a text that stands once in its file', async () => {
  const problems: string[] = [];
  for (const { name, also = [], ...one } of await breaks())
    for (const { file, text } of [one, ...also]) {
      const count = (await readFile(join(ROOT, file), 'utf8')).split(text).length - 1;
      if (count !== 1) problems.push(`${name}: ${file} holds ${count} times: ${text}`);
    }
  expect(problems).toEqual([]);
});

it('no two breaks have one name, and the tests that must see them are there', async () => {
  const all = await breaks();
  expect(all.length).toBeGreaterThan(50);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  await Promise.all(all.flatMap(({ tests = [] }) => tests).map((file) => access(join(ROOT, file))));
});
