/*
 * Breaks the scopes on purpose, one way after the other, in a copy of the project, and runs their tests there: each break
 * must fail some. Run it as `bin/setup -- node bin/mutations.mjs [WORD]`; with a word only the breaks that have it in their
 * name. Exit code 1 when a break went unseen.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tests = ['test/scope/sudo.test.ts', 'test/run/scope.test.ts'];

/** What is broken: a file, a text that stands in it once, and what stands there instead; the tests, if others. */
const mutations = [
  {
    name: 'nothing is opened',
    file: 'src/scope/held.ts',
    text: 'if said=$(printf \'%s\' "$input" | base64 -d | /bin/sh -euc "$open" sh "$@" 2>&1); then',
    instead: 'if true; then',
  },
  {
    name: 'nothing is closed',
    file: 'src/scope/held.ts',
    text: 'if said=$(/bin/sh -euc "$close" sh "$@" </dev/null 2>&1); then',
    instead: 'if said=; then',
  },
  {
    name: 'a failure to close is not told',
    file: 'src/scope/held.ts',
    text: "if (closed.startsWith('closed '))",
    instead: "if (closed !== '')",
    // A second break makes closing fail, which must be seen.
    also: {
      file: 'src/scope/sudo-scripts.ts',
      text: 'if [ -e "$file" ]; then rm -f "$file"; putTimesBack "$folder"; fi',
      instead: ':',
    },
  },
  {
    name: 'sudo allows everything',
    file: 'src/scope/sudo-scripts.ts',
    text: '"#$uid" "$commands"',
    instead: '"#$uid" ALL',
  },
  {
    name: 'the stand-in allows everything',
    file: 'src/scope/sudo-scripts.ts',
    text: 'if ! grep -qxF -e ALL -e "$path" "LIST"; then',
    instead: 'if false; then',
  },
  {
    name: 'sudo drops the proxy',
    file: 'src/scope/sudo-scripts.ts',
    text: ', env_keep += "%s"',
    instead: ', env_delete += "%s"',
  },
  {
    name: 'the proxy is not told',
    file: 'src/scope/proxy.ts',
    text: 'return { given: { env },',
    instead: 'return { given: { env: Object.assign(env, { http_proxy: "", https_proxy: "" }) && {} },',
  },
  {
    name: 'a credential is readable by everybody',
    file: 'src/scope/credential-file.ts',
    text: 'chmod "$mode" "$value"',
    instead: 'chmod 0644 "$value"',
  },
  {
    name: 'what was at the place of a credential is lost',
    file: 'src/scope/credential-file.ts',
    text: 'mv -- "$folder/.unattend-$id" "$path"',
    instead: 'rm -f -- "$folder/.unattend-$id"',
  },
  {
    name: 'power cut: nothing is noted',
    file: 'src/scope/held.ts',
    text: 'journal?.note(undoing);',
    instead: '',
    tests: ['test/run/gc.test.ts'],
  },
  {
    name: 'power cut: what was at the place of a credential stays away',
    file: 'src/scope/credential-file.ts',
    text: 'mv -- "$away" "$path"',
    instead: ':',
    tests: ['test/run/gc.test.ts'],
  },
  {
    name: 'power cut: the stand-in stays',
    file: 'src/scope/sudo-scripts.ts',
    text: ' || grep -qsF "$ours/list-$id" "$place"',
    instead: '',
    tests: ['test/run/gc.test.ts'],
  },
  {
    name: 'power cut: a number is taken for a process',
    file: 'src/pipeline/process-identity.ts',
    text: 'startTicksOf(pid) === startTicks',
    instead: 'startTicksOf(pid) !== undefined',
    tests: ['test/pipeline/process-identity.test.ts'],
  },
];

function breakIn(directory, { file, text, instead }) {
  const path = join(directory, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(text).length !== 2) throw new Error(`${file} does not hold this once: ${text}`);
  writeFileSync(
    path,
    source.replace(text, () => instead),
  );
  return () => writeFileSync(path, source);
}

const quietly = (directory, ...argv) => spawnSync('npx', argv, { cwd: directory, encoding: 'utf8' });

const word = process.argv[2] ?? '';
const directory = mkdtempSync(join(tmpdir(), 'unattend-mutations-'));
let unseen = 0;
try {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  for (const file of files.filter((each) => each !== '')) cpSync(join(root, file), join(directory, file));
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  for (const mutation of mutations.filter(({ name }) => name.includes(word))) {
    const parts = mutation.also === undefined ? [mutation] : [mutation, mutation.also];
    const mend = parts.map((part) => breakIn(directory, part));
    const built = quietly(directory, 'tsc', '-p', 'tsconfig.build.json');
    if (built.status !== 0) throw new Error(`${mutation.name}: does not compile\n${built.stdout}`);
    const { status } = quietly(directory, 'vitest', 'run', ...(mutation.tests ?? tests));
    for (const each of mend) each();
    if (status === 0) unseen++;
    console.log(`${status === 0 ? 'UNSEEN' : 'seen  '}  ${mutation.name}`);
  }
} finally {
  rmSync(directory, { recursive: true });
}
process.exit(unseen === 0 ? 0 : 1);
