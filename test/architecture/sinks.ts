import ts from 'typescript';

/** Functions of Node that put bytes into a file. */
const writers = new Set([
  'appendFile',
  'appendFileSync',
  'copyFile',
  'copyFileSync',
  'cp',
  'cpSync',
  'createWriteStream',
  'open',
  'openSync',
  'write',
  'writeFile',
  'writeFileSync',
  'writeSync',
  'writev',
  'writevSync',
]);

/** The ways in which a source lets something out: `process.stderr`, `writeFile of node:fs`, `console`, `an output event`. */
export function sinksOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const sink = streamOf(node) ?? eventOf(node) ?? consoleOf(node);
    if (sink !== undefined) found.add(sink);
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      for (const each of fileWriters(node)) found.add(each);
    const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (isDynamic && /node:fs|^.fs/.test(node.arguments[0]?.getText() ?? ''))
      found.add('import() of node:fs');
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

/** `process.stdout`, however it is reached: also `const { stderr: out } = process`. */
function streamOf(node: ts.Node): string | undefined {
  const isName = (name: string): boolean => name === 'stdout' || name === 'stderr';
  const isProcess = (each: ts.Node | undefined): boolean => each?.getText() === 'process';
  if (ts.isPropertyAccessExpression(node) && isProcess(node.expression) && isName(node.name.text))
    return `process.${node.name.text}`;
  if (
    ts.isElementAccessExpression(node) &&
    isProcess(node.expression) &&
    /std(out|err)/.test(node.argumentExpression.getText())
  )
    return `process[${node.argumentExpression.getText()}]`;
  if (!ts.isBindingElement(node) || !ts.isVariableDeclaration(node.parent.parent)) return undefined;
  const name = (node.propertyName ?? node.name).getText();
  return isProcess(node.parent.parent.initializer) && isName(name) ? `process.${name}` : undefined;
}

function consoleOf(node: ts.Node): string | undefined {
  return ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console'
    ? 'console'
    : undefined;
}

/** `{ kind: 'output', … }`: what reports and recordings show of a program. */
function eventOf(node: ts.Node): string | undefined {
  if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'kind') return undefined;
  return ts.isStringLiteral(node.initializer) && node.initializer.text === 'output'
    ? 'an output event'
    : undefined;
}

function fileWriters(node: ts.ImportDeclaration | ts.ExportDeclaration): readonly string[] {
  const from = node.moduleSpecifier;
  if (from === undefined || !ts.isStringLiteral(from) || !/^(node:)?fs(\/promises)?$/.test(from.text))
    return [];
  const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
  if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const named = clause?.namedBindings;
  if (named === undefined || !ts.isNamedImports(named)) return [`all of ${from.text}`];
  return named.elements
    .filter((each) => !each.isTypeOnly)
    .map((each) => (each.propertyName ?? each.name).text)
    .filter((name) => writers.has(name))
    .map((name) => `${name} of ${from.text}`);
}
