import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isUnattendError } from '../../src/errors.js';
import type { Diagnostic } from '../../src/errors/script.js';
import { sessionJsonSchema } from '../../src/script/json-schema.js';
import { keyNames } from '../../src/script/key-names.js';
import { loadSession } from '../../src/script/load-session.js';
import { laterKeys } from '../../src/script/schema/strict.js';
import { type Kind, kindOf, wholeScript } from './fragments.js';
import { blocksOf, codeOf, readPage, tableAfter } from './markdown.js';

const page = await readPage('docs/language.md');
const section = (title: string): string => page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

let directory: string;
beforeAll(async () => (directory = await mkdtemp(join(tmpdir(), 'unattend-docs-'))));
afterAll(() => rm(directory, { recursive: true }));

/** The findings of the lines as part of a whole script. */
async function check(kind: Kind, text: string): Promise<readonly Diagnostic[]> {
  const file = join(directory, 'example.yaml');
  await writeFile(file, wholeScript(kind, text));
  try {
    await loadSession(file);
    return [];
  } catch (error) {
    if (isUnattendError(error, 'SCRIPT_INVALID')) return error.details.diagnostics;
    throw error;
  }
}

describe('the examples of the page and of the README load', () => {
  test.each(blocksOf(page, 'yaml'))('language.md:$line', async ({ text }) => {
    expect(await check(kindOf(text), text)).toEqual([]);
  });
  test('there are some of each', () => {
    const kinds = new Set(blocksOf(page, 'yaml').map(({ text }) => kindOf(text)));
    expect([...kinds].sort()).toEqual(['exchange', 'script', 'step', 'test', 'top']);
  });
  test('README.md', async () => {
    const [first, ...rest] = blocksOf(await readPage('README.md'), 'yaml');
    expect(rest).toEqual([]);
    expect(await check('script', first?.text ?? '')).toEqual([]);
  });
});

describe('the errors of the page are what check says', () => {
  const marks = [...page.matchAll(/^<!-- errors: ([a-z-]+) -->$/gm)];
  const rows = marks.flatMap(({ 1: kind = '', index }) =>
    tableAfter(page, index).map((row) => ({ kind: kind as Kind, ...row })),
  );
  test('there are some', () => expect(rows.length).toBeGreaterThan(15));
  test.each(rows)('language.md:$line', async ({ kind, cells: [written, error, works] }) => {
    const findings = await check(kind, codeOf(written));
    expect(findings.map(({ message }) => message)).toEqual([error]);
    expect(findings[0]?.suggestion?.trim() ?? '').toBe(codeOf(works));
  });
});

describe('nothing is left out', () => {
  /** The keys of every map of the schema. */
  function keysOf(schema: unknown): string[] {
    if (typeof schema !== 'object' || schema === null) return [];
    if (Array.isArray(schema)) return schema.flatMap(keysOf);
    const { properties = {} } = schema as { properties?: object };
    return [...Object.keys(properties), ...Object.values(schema).flatMap(keysOf)];
  }
  const keys = new Set(keysOf(sessionJsonSchema()).filter((key) => key !== 'properties'));
  test('every key of the language is in a table', () => {
    const named = [...page.matchAll(/^\| .*$/gm)].join('\n');
    expect([...keys].filter((key) => !new RegExp(`\`${key}\`|[{,] ${key}: `).test(named))).toEqual([]);
  });
  test('every key of a table is one of the language', () => {
    const tables = [...page.matchAll(/^\| key /gm)].flatMap(({ index }) => tableAfter(page, index));
    expect(tables.filter(({ cells: [cell] }) => !keys.has(codeOf(cell)))).toEqual([]);
  });
  test('every key of a later version is named as such, and no other', () => {
    const named = tableAfter(section('Not in this version yet'), 0).map(({ cells: [what = ''] }) => what);
    const words = [...named.join(' ').matchAll(/`([a-z-]+)`/g)].map(([, word = '']) => word);
    expect(words.filter((word) => !['press', 'from'].includes(word)).sort()).toEqual([...laterKeys].sort());
  });
  test('every key that can be pressed is named', () => {
    const named = section('Dialogue').split('### Keys')[1] ?? '';
    const function_ = /^f\d+$/;
    const plain = keyNames.filter((name) => !name.startsWith('ctrl-') && !function_.test(name));
    expect(plain.filter((name) => !named.includes(`\`${name}\``))).toEqual([]);
    expect(keyNames.filter((name) => function_.test(name))).toHaveLength(12);
  });
});
