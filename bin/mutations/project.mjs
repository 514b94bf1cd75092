/*
 * A copy of the project that may be broken, and its tests.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/**
 * What is broken: a file, a text that stands in it once, and what stands there instead, the same in other files where one is
 * not enough; and which test files must see it.
 * @typedef {{ file: string, text: string, instead: string }} Edit
 * @typedef {Edit & { name: string, tests: readonly string[], also?: readonly Edit[] }} Break
 */

const compilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ES2022,
  verbatimModuleSyntax: true,
};

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Copies what git knows of the project, as it is now; the modules are the project's own. */
export function copyOfProject() {
  const directory = mkdtempSync(join(tmpdir(), 'unattend-mutations-'));
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  for (const file of files.filter((each) => each !== '' && existsSync(join(root, each))))
    cpSync(join(root, file), join(directory, file));
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  return {
    directory,
    build: () => build(directory),
    broken: (one, whileBroken) => broken(directory, one, whileBroken),
    testsFail: (tests) => testsFail(directory, tests),
    results: (suite) => results(directory, suite),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true }),
  };
}

function build(directory) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: directory,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`does not compile\n${stdout}${stderr}`);
}

/** Does something with the project broken and built, and mends it. */
async function broken(directory, one, whileBroken) {
  const mend = [];
  try {
    for (const edit of [one, ...(one.also ?? [])]) mend.unshift(breakIn(directory, edit));
    return await whileBroken();
  } catch (error) {
    throw new Error(one.name, { cause: error });
  } finally {
    for (const each of mend) each();
  }
}

function breakIn(directory, { file, text, instead }) {
  const path = join(directory, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(text).length !== 2) throw new Error(`${file} does not hold this once: ${text}`);
  const put = (changed) => {
    writeFileSync(path, changed);
    buildFile(directory, file, changed);
  };
  put(source.replace(text, () => instead));
  return () => put(source);
}

/** One file alone: the whole takes the compiler tens of seconds on a busy machine, once for each break. */
function buildFile(directory, file, source) {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    compilerOptions,
    reportDiagnostics: true,
  });
  if (diagnostics.length > 0)
    throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(diagnostics[0].messageText, ' ')}`);
  const built = file.replace(/^src/, 'dist').replace(/ts$/, 'js');
  writeFileSync(join(directory, built), outputText);
  execFileSync(process.execPath, ['bin/bundle.mjs'], { cwd: directory });
}

function testsFail(directory, tests) {
  const argv = ['vitest', 'run', '--bail', '1', ...tests];
  return spawnSync('npx', argv, { cwd: directory, encoding: 'utf8' }).status !== 0;
}

/**
 * How each test of a suite ends: pairs of its name and `passed`, `failed`, or something else where what goes before it failed.
 * With `named`, a pattern, only the tests that have it in their names.
 */
async function results(directory, { files, named }) {
  const report = join(directory, 'results.json');
  rmSync(report, { force: true });
  const argv = ['vitest', 'run', '--reporter', 'json', '--outputFile.json', report, ...files];
  if (named !== undefined) argv.push('-t', named);
  const child = spawn('npx', argv, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes) => (said += bytes));
  await once(child, 'close');
  if (!existsSync(report)) throw new Error(`no report of ${files.join(', ')}\n${said}`);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ fullName }) => named === undefined || new RegExp(named).test(fullName))
      .map(({ fullName, status }) => [`${relative(directory, file)}: ${fullName}`, status]),
  );
}
