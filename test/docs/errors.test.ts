import { readdir } from 'node:fs/promises';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { catalogue, type ErrorName, UnattendError } from '../../src/errors.js';
import { samples } from '../report/samples.js';
import { codeOf, readPage, tableAfter } from './markdown.js';

const names = Object.keys(catalogue) as ErrorName[];

describe('docs/errors.md', async () => {
  const page = await readPage('docs/errors.md');

  test('lists every code of the catalogue, and no others', () => {
    const rows = tableAfter(page, 0).map(({ cells: [code, , meaning] }) => [code, meaning]);
    expect(rows).toEqual(
      names.map((name) => [
        `[\`UNATTEND_${name}\`](#unattend_${name.toLowerCase()})`,
        catalogue[name].meaning,
      ]),
    );
    const sections = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => codeOf(title));
    expect(sections).toEqual(names.map((name) => `UNATTEND_${name}`));
  });
  test.each(names)('UNATTEND_%s', (name) => {
    const error = new UnattendError(name, samples[name]);
    const section = page.split(`\n## \`${error.code}\`\n`)[1]?.split('\n## ')[0] ?? '';
    expect(section).toContain(`${catalogue[name].meaning} Exit code ${error.exitCode}`);
    expect(section).toContain(`\`\`\`text\n${error.message}\nHint: ${error.hint}\n\`\`\`\n`);
  });
});

describe('the catalogue and the code', async () => {
  const raised = new Map<string, string[]>();
  const unclear: string[] = [];

  for (const file of await readdir(new URL('../../src', import.meta.url), { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const source = ts.createSourceFile(file, await readPage(`src/${file}`), ts.ScriptTarget.ES2022, true);
    collect(source, source);
  }

  /** The codes of every `new UnattendError(…)`. */
  function collect(node: ts.Node, source: ts.SourceFile): void {
    if (ts.isNewExpression(node) && node.expression.getText(source) === 'UnattendError') {
      const [name] = node.arguments ?? [];
      const codes = name === undefined ? undefined : literals(name);
      if (codes === undefined) unclear.push(`${source.fileName}: ${node.getText(source)}`);
      for (const code of codes ?? []) raised.set(code, [...(raised.get(code) ?? []), source.fileName]);
    }
    const isFault = source.fileName === 'engine/fault.ts' && ts.isStringLiteral(node);
    if (isFault && !ts.isLiteralTypeNode(node.parent) && names.includes(node.text as ErrorName))
      raised.set(node.text, [source.fileName]);
    ts.forEachChild(node, (child) => collect(child, source));
  }

  /**
   * A literal, or a choice between literals; a copy of an error has the code of that error, and those of faults are in their table.
   */
  function literals(node: ts.Expression): string[] | undefined {
    if (ts.isStringLiteral(node)) return [node.text];
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'errorName') return [];
    if (ts.isCallExpression(node) && node.expression.getText() === 'faultOf') return [];
    if (!ts.isConditionalExpression(node)) return undefined;
    const [one, other] = [literals(node.whenTrue), literals(node.whenFalse)];
    return one === undefined || other === undefined ? undefined : [...one, ...other];
  }

  test('every code is raised somewhere, and none that is not in the catalogue', () => {
    expect([...raised.keys()].sort()).toEqual([...names].sort());
  });
  test('every place that raises one names it', () => expect(unclear).toEqual([]));
});
