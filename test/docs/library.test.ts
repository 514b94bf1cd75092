import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf, readPage } from './markdown.js';
import { createLibraryProject, type LibraryProject, printed } from './library-project.js';

const pages = ['library', 'from-pexpect', 'from-expect', 'common-mistakes'];
const examples = (
  await Promise.all(
    pages.map(async (page) =>
      blocksOf(await readPage(`docs/${page}.md`), 'ts').map((block) => ({
        ...block,
        page,
        name: `${page}-${block.line}`,
      })),
    ),
  )
).flat();

/** The names a module exports, in its own words. */
function exportedNames(text: string): string[] {
  const source = ts.createSourceFile('index.ts', text, ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map(({ name }) => name.text)
      : [],
  );
}

describe('docs/library.md', async () => {
  const page = await readPage('docs/library.md');
  const names = exportedNames(await readPage('src/index.ts'));
  test.each(names)('says what %s is', (name) => {
    expect(
      page.split('\n').filter((line) => line.startsWith('|') && line.includes(`\`${name}\``)),
    ).not.toEqual([]);
  });

  test.each([
    'spawn.ts:SpawnOptions',
    'options.ts:WaitOptions',
    'options.ts:ExpectOptions',
    'options.ts:RespondOptions',
    'items.ts:TypingOptions',
    'items.ts:ExchangeLike',
    'items.ts:ResponseLike',
    'items.ts:RulesLike',
    'patterns.ts:ScreenLike',
    'spawned.ts:Spawned',
  ])('has every name of %s', async (where) => {
    const [file = '', type = ''] = where.split(':');
    const source = ts.createSourceFile(file, await readPage(`src/library/${file}`), ts.ScriptTarget.ES2022);
    const declared = source.statements.find(
      (each) => (ts.isInterfaceDeclaration(each) || ts.isClassDeclaration(each)) && each.name?.text === type,
    );
    const members = (declared as ts.InterfaceDeclaration | ts.ClassDeclaration).members.flatMap(({ name }) =>
      name !== undefined && ts.isIdentifier(name) ? [name.text] : [],
    );
    expect(members).not.toEqual([]);
    expect(members.filter((name) => !new RegExp(`\`[^\`]*\\b${name}\\b[^\`]*\``).test(page))).toEqual([]);
  });
});

describe('a user’s project', () => {
  let project: LibraryProject;
  beforeAll(async () => {
    project = await createLibraryProject();
    for (const { name, text } of examples) await project.add(name, text);
    await project.compile();
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test('there are examples on every page', () => {
    expect([...new Set(examples.map(({ page }) => page))]).toEqual(pages);
    expect(examples.filter(({ text }) => printed(text) === '')).toEqual([]);
  });
  test.each(examples)('$page.md:$line prints what it says', async ({ name, text }) => {
    expect(await project.run(name)).toBe(printed(text));
  });
});
