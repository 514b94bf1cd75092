import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** A test that has a scope in it, or in what it uses; of one with a table, its name is as it is written. */
export interface ScopedTest {
  readonly file: string;
  readonly name: string;
}

/** A scope in the lines of a session. */
const inSession = /\bscope:(?:\s*\{|[ \t]*$|\\n)/m;
/** In the lines of a program that uses the package. */
const inProgram =
  /import \{[^}]*\b(?:credentialFile|proxy|servicesOff|source|stub|sudo)\b[^}]*\} from 'unattend'/;
/** Where scopes are opened by functions. */
const opener = /src\/scope\/(?:credential-file|held|proxy|services-off|source|stub|sudo)\.[jt]s$/;

/**
 * Tests of `sources` (by path from the project's directory) that have a scope: in their own text, in what they name of their file or of a
 * helper of the tests, or, where a hook of the file has one, all of that file.
 */
export function scopedTests(sources: ReadonlyMap<string, string>): readonly ScopedTest[] {
  const files = new Map([...sources].map(([file, text]) => [file, moduleOf(file, text)]));
  const known = new Map<ts.Node, boolean>();
  return [...files].flatMap(([file, { calls }]) => {
    const has = (kind: Call['kind']): readonly Call[] =>
      calls.filter((call) => call.kind === kind && hasScope({ files, known }, file, call.node));
    const tests = has('hook').length > 0 ? calls.filter(({ kind }) => kind === 'test') : has('test');
    return tests.map(({ name }) => ({ file, name }));
  });
}

interface Call {
  readonly kind: 'test' | 'hook';
  readonly name: string;
  readonly node: ts.Node;
}

interface Module {
  readonly calls: readonly Call[];
  /** What the file declares, at whatever depth, by name. */
  readonly declared: ReadonlyMap<string, readonly ts.Node[]>;
  /** From which file a name comes. */
  readonly imported: ReadonlyMap<string, string>;
}

interface Looked {
  readonly files: ReadonlyMap<string, Module>;
  readonly known: Map<ts.Node, boolean>;
}

function hasScope(looked: Looked, file: string, node: ts.Node): boolean {
  const known = looked.known.get(node);
  if (known !== undefined) return known;
  looked.known.set(node, false); // while we look: what refers to itself adds nothing
  const has = hasLines(node) || namesIn(node).some((name) => isScoped(looked, { file, node }, name));
  looked.known.set(node, has);
  return has;
}

/** In texts alone: a property of that name is no session. */
function hasLines(node: ts.Node): boolean {
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);
  return isText
    ? inSession.test(node.getText()) || inProgram.test(node.getText())
    : (ts.forEachChild(node, (each) => hasLines(each) || undefined) ?? false);
}

/** Whether a name that stands in a part of a file has a scope. */
function isScoped(looked: Looked, from: { file: string; node: ts.Node }, name: string): boolean {
  const source = looked.files.get(from.file)?.imported.get(name);
  if (source !== undefined && opener.test(source)) return true;
  const file = source ?? from.file;
  const declared = looked.files.get(file)?.declared.get(name) ?? [];
  return declared.some(
    (each) => (source !== undefined || isVisible(each, from.node)) && hasScope(looked, file, each),
  );
}

/** Whether what is declared there is what a name means here; not what is declared in `from` itself, whose text is known. */
function isVisible(declaration: ts.Node, from: ts.Node): boolean {
  const block = ts.findAncestor(declaration, (each) => ts.isBlock(each) || ts.isSourceFile(each));
  return declaration !== from && ts.findAncestor(from.parent, (each) => each === block) !== undefined;
}

function moduleOf(file: string, text: string): Module {
  const calls: Call[] = [];
  const declared = new Map<string, ts.Node[]>();
  const imported = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    const call = callOf(node);
    if (call !== undefined) calls.push(call);
    if (ts.isImportDeclaration(node))
      for (const name of valuesOf(node)) imported.set(name, pathOf(file, node));
    else if ((ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) && node.name !== undefined)
      for (const name of namesIn(node.name)) declared.set(name, [...(declared.get(name) ?? []), node]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return { calls, declared, imported };
}

/** `it('…', …)`, `it.each(…)('…', …)`, `test.concurrent('…', …)`, and hooks. */
function callOf(node: ts.Node): Call | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [word = ''] = /^\w+/.exec(node.expression.getText()) ?? [];
  if (/^(?:before|after)(?:All|Each)$/.test(word)) return { kind: 'hook', name: word, node };
  const [first] = node.arguments;
  const isTest = (word === 'it' || word === 'test') && first !== undefined && ts.isStringLiteralLike(first);
  return isTest ? { kind: 'test', name: [...titlesAround(node), first.text].join(' '), node } : undefined;
}

/** Of the blocks that a test stands in, the outermost first. */
function titlesAround(node: ts.Node): readonly string[] {
  const around = ts.findAncestor(node.parent, (each) => ts.isCallExpression(each));
  if (around === undefined) return [];
  const [title] = around.arguments;
  const isTitle = title !== undefined && ts.isStringLiteralLike(title);
  return [...titlesAround(around), ...(isTitle ? [title.text] : [])];
}

function valuesOf({ importClause }: ts.ImportDeclaration): readonly string[] {
  if (importClause === undefined || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const { namedBindings } = importClause;
  if (namedBindings === undefined || !ts.isNamedImports(namedBindings)) return [];
  return namedBindings.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text);
}

function pathOf(file: string, { moduleSpecifier }: ts.ImportDeclaration): string {
  const text = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
  return text.startsWith('.') ? normalize(join(dirname(file), text)).replace(/\.js$/, '.ts') : text;
}

function namesIn(node: ts.Node): readonly string[] {
  const names = new Set<string>();
  const visit = (each: ts.Node): void => {
    if (ts.isIdentifier(each)) names.add(each.text);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return [...names];
}
