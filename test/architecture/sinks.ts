import ts from 'typescript';
import { isFree, namesTaken } from './free-names.js';

/** What of Node's modules puts bytes into a file, or hands them to somebody else. */
const files = [
  ...[
    'appendFile',
    'appendFileSync',
    'copyFile',
    'copyFileSync',
    'cp',
    'cpSync',
    'createWriteStream',
    'open',
  ],
  ...['openSync', 'promises', 'write', 'writeFile', 'writeFileSync', 'writeSync', 'writev', 'writevSync'],
];
const requests = ['request', 'get', 'createServer'];
const sockets = ['connect', 'createConnection', 'createServer', 'createSocket', 'Socket', 'TLSSocket'];
const writers: Readonly<Record<string, readonly string[]>> = {
  fs: files,
  'fs/promises': files,
  process: ['stdout', 'stderr'],
  tty: ['WriteStream'],
  console: ['Console', 'log', 'info', 'warn', 'error', 'debug'],
  child_process: ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'],
  worker_threads: ['Worker', 'parentPort', 'BroadcastChannel'],
  module: ['createRequire'],
  http: requests,
  https: requests,
  http2: [...requests, ...sockets],
  net: sockets,
  tls: sockets,
  dgram: sockets,
};

/** What of `process` tells something or ends it, and lets nothing out. */
const harmless = [
  ...['arch', 'argv', 'cwd', 'env', 'execPath', 'exit', 'exitCode', 'getuid', 'kill', 'off', 'on', 'once'],
  ...['pid', 'platform', 'stdin', 'version'],
];

/** What lets something out, or leads to what does, without an import. */
const globals = [
  ...['console', 'fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'BroadcastChannel'],
  ...['globalThis', 'global', 'eval', 'Function', 'require'],
];

/**
 * The ways in which a source lets something out: `process.stderr`, `writeFile of node:fs`, `console`, `fetch`, `spawn of node:child_process`,
 * `an output event`.
 */
export function sinksOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const event = eventOf(node);
    if (event !== undefined) found.add(event);
    if (isFree(node, 'process')) for (const each of waysOut(node)) found.add(each);
    for (const each of globals) if (isFree(node, each)) found.add(each);
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      for (const each of importedWriters(node)) found.add(each);
    const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const what = isDynamic ? node.arguments[0] : undefined;
    if (what !== undefined && (!ts.isStringLiteral(what) || writersOf(what.text) !== undefined))
      found.add(`import() of ${ts.isStringLiteral(what) ? what.text : what.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

/** `process.stdout`, however it is reached: also `const { stderr: out } = process`. */
function waysOut({ parent }: ts.Node): readonly string[] {
  if (ts.isElementAccessExpression(parent)) return [`process[${parent.argumentExpression.getText()}]`];
  const names = ts.isPropertyAccessExpression(parent) ? [parent.name.text] : namesTaken(parent);
  return names === undefined || names.includes('...')
    ? ['process by another name']
    : names.filter((name) => !harmless.includes(name)).map((name) => `process.${name}`);
}

const writersOf = (module: string): readonly string[] | undefined => writers[module.replace(/^node:/, '')];

/** `{ kind: 'output', … }`: what reports and recordings show of a program. */
function eventOf(node: ts.Node): string | undefined {
  if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'kind') return undefined;
  return ts.isStringLiteral(node.initializer) && node.initializer.text === 'output'
    ? 'an output event'
    : undefined;
}

function importedWriters(node: ts.ImportDeclaration | ts.ExportDeclaration): readonly string[] {
  const from = node.moduleSpecifier;
  if (from === undefined || !ts.isStringLiteral(from)) return [];
  const names = writersOf(from.text);
  const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
  if (names === undefined || clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const named = clause?.namedBindings;
  if (named === undefined || !ts.isNamedImports(named)) return [`all of ${from.text}`];
  return named.elements
    .filter((each) => !each.isTypeOnly)
    .map((each) => (each.propertyName ?? each.name).text)
    .filter((name) => names.includes(name))
    .map((name) => `${name} of ${from.text}`);
}
