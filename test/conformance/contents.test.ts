import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('./', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'contents.test.ts');
const titles = files.flatMap((name) =>
  [...read(name).matchAll(/['"`]C(\d+): /g)].map(([, number]) => Number(number)),
);

/** Cases that are not played at both places in all ways, as the tests say. */
const restricted = files.flatMap((name) =>
  [...read(name).matchAll(/^conforms\(\s*['"`](C\d+): [^]*?^\S*\);/gm)].flatMap(([text, number]) =>
    /^ {2}\{[^]*\b(except|delivered): /m.test(text) ? [number ?? ''] : [],
  ),
);

describe('the list of cases', () => {
  it.each(Array.from({ length: 59 }, (_, at) => at + 1))('C%i has a test', (number) => {
    expect(titles).toContain(number);
  });

  it('has a reason in README.md for each exception', () => {
    expect(restricted.length).toBeGreaterThan(4);
    for (const number of restricted)
      expect(read('README.md')).toMatch(new RegExp(`^\\| ${number} +\\|`, 'm'));
  });
});
