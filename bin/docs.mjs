#!/usr/bin/env node
/*
 * Makes what of the documentation comes from the code: the whole of docs/errors.md, the marked blocks of docs/cli.md,
 * and the schemas in schema/. It reads dist/, so build first.
 *
 *   node bin/docs.mjs           writes the files
 *   node bin/docs.mjs --check   writes nothing; ends with 1 when a file is not as it would be written
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as prettier from 'prettier';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '..');
const inRoot = (path) => join(root, path);
const read = (path) => readFile(inRoot(path), 'utf8');

async function unattend(...args) {
  const { stdout } = await promisify(execFile)(process.execPath, [inRoot('dist/bin/unattend.js'), ...args]);
  return stdout;
}

const cell = (text) => text.replaceAll('|', '\\|');

function table(heads, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

// --- docs/errors.md

/** test/report/samples.ts has an example of every failure; it has no imports but of types. */
async function readSamples() {
  const { outputText } = ts.transpileModule(await read('test/report/samples.ts'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  return (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)).samples;
}

const errorsIntro = `# Errors

Every expected failure has a code that stays the same, one sentence, a hint, and an exit code. The sentence and the hint
may be worded better in a later version; scripts should look at the code or at the exit code. With \`--json\` the code is
in \`error.code\` and the values of the sentence are in \`error.details\` ([cli.md](cli.md)).

What is no expected failure is a bug: exit code 1, with a stack trace to report.

This page is made from the code by \`node bin/docs.mjs\`; the sentences are examples.`;

/** Failures whose exit code depends on their details. */
const exitCodes = { INTERRUPTED: '130, 129 for SIGHUP, or 143 for SIGTERM' };

async function errorsPage() {
  const { catalogue, UnattendError } = await import(inRoot('dist/errors.js'));
  const samples = await readSamples();
  const names = Object.keys(catalogue);
  const exitCodeOf = (name) => {
    const { exitCode } = catalogue[name];
    const words = typeof exitCode === 'number' ? String(exitCode) : exitCodes[name];
    if (words === undefined) throw new Error(`bin/docs.mjs does not say the exit codes of ${name}`);
    return words;
  };
  const anchor = (name) => `[\`UNATTEND_${name}\`](#unattend_${name.toLowerCase()})`;
  const sections = names.map((name) => {
    const error = new UnattendError(name, samples[name]);
    return [
      `## \`${error.code}\``,
      `${catalogue[name].meaning} Exit code ${exitCodeOf(name)}.`,
      `\`\`\`text\n${error.message}\nHint: ${error.hint}\n\`\`\``,
    ].join('\n\n');
  });
  const rows = names.map((name) => [anchor(name), exitCodeOf(name), catalogue[name].meaning]);
  return [errorsIntro, table(['code', 'exit code', 'meaning'], rows), ...sections].join('\n\n') + '\n';
}

// --- docs/cli.md

/** The entries of one section of a help text: `  term  description`, the description going on in further lines. */
function helpEntries(help, section) {
  const lines = help.split('\n');
  const entries = [];
  for (const line of lines.slice(lines.indexOf(`${section}:`) + 1)) {
    if (line.trim() === '') break;
    const [, term, text = ''] = /^ {2}(\S.*?)(?: {2,}(\S.*))?$/.exec(line) ?? [];
    if (term === undefined) entries.at(-1).text += ` ${line.trim()}`;
    else entries.push({ term, text });
  }
  return entries;
}

/** Flags as the help says them; commander's own --help stands for itself. */
function flagsOf(help) {
  return helpEntries(help, 'Options')
    .filter(({ term }) => !term.includes('--help'))
    .map(({ term, text }) => {
      const [, description, value] = /^(.*?)(?: \(default: "(.*)"\))?$/.exec(text);
      return { flag: term, description, value: value === undefined ? '' : `\`${value}\`` };
    });
}

async function cliBlocks() {
  const help = await unattend('--help');
  const commands = helpEntries(help, 'Commands').filter(({ term }) => !term.startsWith('help '));
  const global = flagsOf(help);
  const own = [];
  for (const { term } of commands) {
    const name = term.split(' ')[0];
    const flags = flagsOf(await unattend(name, '--help'));
    own.push(
      ...flags
        .filter(({ flag }) => !global.some((each) => each.flag === flag))
        .map((each) => ({ name, ...each })),
    );
  }
  const isEverywhere = ({ flag }) => flag !== '--version';
  const row = ({ name, flag, description, value }) => [`\`${flag}\``, name, description, value];
  return {
    commands: table(
      ['command', 'what it does'],
      commands.map(({ term, text }) => [`\`${term.replace(' [options]', '')}\``, text]),
    ),
    flags: table(
      ['flag', 'command', 'what it does', 'default'],
      [...global.map((each) => ({ name: isEverywhere(each) ? 'every' : '', ...each })), ...own].map(row),
    ),
  };
}

async function cliPage() {
  let page = await read('docs/cli.md');
  for (const [name, text] of Object.entries(await cliBlocks())) {
    const [start, end] = [`<!-- made by bin/docs.mjs: ${name} -->`, '<!-- end -->'];
    const from = page.indexOf(start);
    const to = page.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`docs/cli.md has no block ${start} … ${end}`);
    page = `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
  }
  return page;
}

// --- all

const files = {
  'docs/errors.md': errorsPage,
  'docs/cli.md': cliPage,
  'schema/session.schema.json': () => unattend('check', '--schema'),
  'schema/part.schema.json': () => unattend('check', '--schema', 'part'),
};

const isCheck = process.argv.includes('--check');
const stale = [];
for (const [path, make] of Object.entries(files)) {
  const filepath = inRoot(path);
  const text = await prettier.format(await make(), { ...(await prettier.resolveConfig(filepath)), filepath });
  const present = await read(path).catch(() => undefined);
  if (text === present) continue;
  stale.push(path);
  if (isCheck) continue;
  await mkdir(dirname(filepath), { recursive: true });
  await writeFile(filepath, text);
  console.log(`written: ${path}`);
}
if (isCheck && stale.length > 0) {
  console.error(`${stale.join(', ')} is not what the code says; run: npm run build && node bin/docs.mjs`);
  process.exitCode = 1;
}
