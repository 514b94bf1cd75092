import ts from 'typescript';
import { isFree, namesTaken } from './free-names.js';

/** A name of a variable, as all are that a user sets. */
const isVariable = (name: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(name);

/** What of Node's `os` asks the environment first: TMPDIR, HOME. */
const asking = ['tmpdir', 'homedir', 'userInfo'];

/**
 * What a source reads of what its process was started with: `process.argv`; of the environment `TERM`, or `process.env` where it is taken
 * whole, or by a name that is known at run time only; `TERM of env`, or `any of env`, where somebody has handed it in under such a name;
 * `tmpdir of node:os`.
 */
export function surroundingsOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isFree(node, 'process')) for (const each of ofProcess(node)) found.add(each);
    for (const each of [...handedIn(node), ...ofSystem(node)]) found.add(each);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

function ofProcess({ parent }: ts.Node): readonly string[] {
  const names = namesTaken(parent) ?? nameOf(parent);
  return names.flatMap((name) => {
    if (name === 'env') return ts.isVariableDeclaration(parent) ? ['process.env'] : ofEnvironment(parent);
    return /^argv0?$|^execArgv$/.test(name) ? [`process.${name}`] : [];
  });
}

/** Of `process.env` with what stands around it. */
function ofEnvironment(node: ts.Node): readonly string[] {
  const { parent } = node;
  const isRead =
    (ts.isElementAccessExpression(parent) || ts.isPropertyAccessExpression(parent)) &&
    parent.expression === node;
  const names = namesTaken(parent) ?? (isRead ? nameOf(parent) : []);
  return names.length > 0 && names.every(isVariable) ? names : ['process.env'];
}

/** `env['TERM']`, `options.hostEnv.TERM`, `const { TERM } = env`. */
function handedIn(node: ts.Node): readonly string[] {
  const isRead = ts.isElementAccessExpression(node) || ts.isPropertyAccessExpression(node);
  const from = isRead ? node.expression : ts.isVariableDeclaration(node) ? node.initializer : undefined;
  const [name] = /\w*env(?:ironment)?$/i.exec(from?.getText() ?? '') ?? [];
  if (name === undefined || from?.getText() === 'process.env') return [];
  const isComputed = ts.isElementAccessExpression(node) && !ts.isStringLiteralLike(node.argumentExpression);
  const names = isComputed ? ['...'] : (namesTaken(node) ?? nameOf(node));
  return names
    .filter((each) => each === '...' || isVariable(each))
    .map((each) => `${each === '...' ? 'any' : each} of ${name}`);
}

function nameOf(node: ts.Node): readonly string[] {
  if (ts.isPropertyAccessExpression(node)) return [node.name.text];
  if (!ts.isElementAccessExpression(node)) return [];
  return ts.isStringLiteralLike(node.argumentExpression) ? [node.argumentExpression.text] : [];
}

function ofSystem(node: ts.Node): readonly string[] {
  if (
    !ts.isImportDeclaration(node) ||
    !/['"](?:node:)?(?:os|process)['"]/.test(node.moduleSpecifier.getText())
  )
    return [];
  const named = node.importClause?.namedBindings;
  const from = node.moduleSpecifier.getText().slice(1, -1);
  if (named === undefined || !ts.isNamedImports(named)) return [`all of ${from}`];
  return named.elements
    .map((each) => (each.propertyName ?? each.name).text)
    .filter((name) => asking.includes(name) || /process$/.test(from))
    .map((name) => `${name} of ${from}`);
}
