import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readPage } from '../docs/markdown.js';
import { readSources } from './imports.js';
import { surroundingsOf } from './surroundings.js';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/**
 * Every file that reads what the process was started with, and what for. A switch that makes the program fail, wait or skip
 * something for the sake of a test belongs into the test: a proxy, a disk, a signal (test/support).
 */
const surroundings: Readonly<Record<string, readonly [why: string, ...what: string[]]>> = {
  'cli/main.ts': ['the command line', 'process.argv'],
  'cli/engine-for.ts': ['where the engine is', 'process.env'],
  'cli/plan-from.ts': [
    'sources of secrets, the proxy, and what programs on this machine get; the temporary directory',
    'process.env',
    'tmpdir of node:os',
  ],
  'cli/record-into-script.ts': ['the temporary directory', 'tmpdir of node:os'],
  'cli/secrets.ts': ['secrets whose source is a variable', 'any of env'],
  'cli/state-directory.ts': ['where recordings and ledgers are', 'XDG_STATE_HOME', 'homedir of node:os'],
  'cli/output.ts': [
    'whether somebody looks at a terminal, and in colours',
    'CI',
    'FORCE_COLOR',
    'NO_COLOR',
    'TERM',
  ],
  'cli/commands/doctor.ts': ['where the engine is, and a program to try', 'PATH', 'process.env'],
  'cli/commands/gc.ts': ['where the engine is; the temporary directory', 'process.env', 'tmpdir of node:os'],
  'cli/commands/play.ts': ['whether the terminal can have a title', 'TERM'],
  'engine/candidates.ts': [
    'where the engine is, as Docker’s client has it',
    'DOCKER_CERT_PATH of env',
    'DOCKER_HOST of env',
    'DOCKER_TLS_VERIFY of env',
    'XDG_RUNTIME_DIR of env',
  ],
  'engine/docker-context.ts': [
    'the configuration of Docker’s client',
    'DOCKER_CONFIG of env',
    'DOCKER_CONTEXT of env',
    'HOME of env',
    'homedir of node:os',
  ],
  'library/environment.ts': ['what programs on this machine get', 'HOME', 'PATH', 'USER'],
  'pipeline/watch.ts': ['how the watcher reaches an engine over TLS', 'process.env'],
  'pipeline/watcher.ts': [
    'a program of its own: the ledger’s name, and where the engine is',
    'process.argv',
    'process.env',
  ],
  'scope/proxy.ts': ['the proxy of the environment, in both spellings', 'any of env'],
  // Not of this process, but of programs that it starts.
  'audit/configuration-audit.ts': ['the environment of an image', 'any of env'],
  'pipeline/container-workplace.ts': ['the environment of an image', 'PATH of env'],
  'pipeline/host-workplace.ts': ['PATH of the steps on this machine', 'PATH of hostEnv'],
  'pipeline/scope-step.ts': ['the environment of a scope', 'PATH of env', 'any of env'],
  'pipeline/scoped-workplace.ts': ['the environment of a scope', 'PATH of env'],
  'recording/replay-values.ts': ['the environment of a step', 'any of env'],
};

const found = [...readSources(src)]
  .map(([file, text]) => [file, [...surroundingsOf(text)].sort()] as const)
  .filter(([, what]) => what.length > 0);

it('nothing else of its surroundings changes what the program does: no switch for tests', () => {
  const listed = Object.entries(surroundings).map(([file, [, ...what]]) => [file, what] as const);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
});

it('docs/architecture.md says who besides cli/ reads arguments and environment of the process', async () => {
  const page = await readPage('docs/architecture.md');
  const [said = ''] = /^The arguments and the environment of the process [^]*?\n\n/m.exec(page) ?? [];
  const ofProcess = (what: readonly string[]): boolean => what.some((each) => !/ of /.test(each));
  const others = found.filter(([file, what]) => !file.startsWith('cli/') && ofProcess(what));
  const named = [...said.matchAll(/`([\w/-]+\.ts)`/g)].map(([, file]) => file);
  expect(named).toEqual(others.map(([file]) => file).sort());
});

it.each([
  ["if (process.env['UNATTEND_FAIL']) throw error;", 'UNATTEND_FAIL'],
  ["if (process['env'].UNATTEND_FAIL === '1') throw error;", 'UNATTEND_FAIL'],
  ['const { UNATTEND_FAIL: fails } = process.env;', 'UNATTEND_FAIL'],
  ['const { env } = process;', 'process.env'],
  ['const all = process.env;', 'process.env'],
  ['read(process.env);', 'process.env'],
  ['process.env[name];', 'process.env'],
  ["process.env['lower'];", 'process.env'],
  ['const { CI, ...rest } = process.env;', 'process.env'],
  ["process.argv.includes('--fail');", 'process.argv'],
  ["process.execArgv.includes('--fail');", 'process.execArgv'],
  ["if (env['UNATTEND_FAIL']) throw error;", 'UNATTEND_FAIL of env'],
  ['if (plan.hostEnv.UNATTEND_FAIL) throw error;', 'UNATTEND_FAIL of hostEnv'],
  ['const { UNATTEND_FAIL } = options.env;', 'UNATTEND_FAIL of env'],
  ['if (env[name]) throw error;', 'any of env'],
  ['const { [name]: value } = env;', 'any of env'],
  ['const { lower, ...rest } = env;', 'any of env'],
  ["import { env } from 'node:process';", 'env of node:process'],
  ["import * as os from 'node:os';", 'all of node:os'],
  ["import { tmpdir as where } from 'os';", 'tmpdir of os'],
])('the test of surroundings sees %s', (text, what) => {
  expect([...surroundingsOf(text)]).toEqual([what]);
});

it.each([
  'const f = (process: Opened): boolean => process.env.HOME;',
  'spec.env = { HOME: home }; run({ env: {} });',
  "import { constants } from 'node:os'; process.pid; process.env2.HOME;",
])('the test of surroundings passes over %s', (text) => {
  expect([...surroundingsOf(text)]).toEqual([]);
});
