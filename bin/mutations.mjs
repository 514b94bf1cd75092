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
const sudo = ['test/scope/sudo.test.ts'];
const scopes = ['test/run/scope.test.ts'];
const left = ['test/run/scope-left.test.ts'];
const ends = ['test/run/scope-ends.test.ts'];
const killed = ['test/run/scope-killed.test.ts'];
const credentials = ['test/run/scope-credentials.test.ts'];
const services = ['test/run/scope-services.test.ts'];
const source = ['test/run/scope-source.test.ts'];

/** What is broken: a file, a text that stands in it once, and what stands there instead; and which tests must see it. */
const mutations = [
  {
    name: 'nothing is opened',
    tests: sudo,
    file: 'src/scope/held.ts',
    text: 'if said=$(printf \'%s\' "$input" | base64 -d | /bin/sh -euc "$open" sh "$@" 2>&1); then',
    instead: 'if true; then',
  },
  {
    name: 'nothing is closed',
    tests: sudo,
    file: 'src/scope/held.ts',
    text: 'if said=$(/bin/sh -euc "$close" sh "$@" </dev/null 2>&1); then',
    instead: 'if said=; then',
  },
  {
    name: 'a failure to close is not told',
    tests: left,
    file: 'src/scope/held.ts',
    text: "if (closed.startsWith('closed '))",
    instead: "if (closed !== '')",
  },
  {
    name: 'a failure to close does not fail a run that went well',
    tests: left,
    file: 'src/pipeline/scope-step.ts',
    text: '      await each[Symbol.asyncDispose]();\n    } catch (error) {\n      failures.push(error);',
    instead:
      '      await each[Symbol.asyncDispose]();\n    } catch (error) {\n      if (failures.length > 0) failures.push(error);',
  },
  {
    name: 'what is opened first is closed first',
    tests: ends,
    file: 'src/pipeline/scope-step.ts',
    text: 'of open.toReversed()',
    instead: 'of open',
  },
  {
    name: 'nothing is closed after a failure',
    tests: ends,
    file: 'src/pipeline/scope-step.ts',
    text: '  for (const each of open.toReversed()) {',
    instead: '  for (const each of failures.length > 0 ? [] : open.toReversed()) {',
  },
  {
    name: 'all that a killed run held is closed at once',
    tests: killed,
    file: 'src/scope/held.ts',
    text: 'IFS= read -r _ || later',
    instead: 'IFS= read -r _ || :',
  },
  {
    name: 'sudo allows everything',
    tests: sudo,
    file: 'src/scope/real-sudo.ts',
    text: '"#$uid" "$commands"',
    instead: '"#$uid" ALL',
  },
  {
    name: 'the stand-in allows everything',
    tests: sudo,
    file: 'src/scope/stand-in/script.ts',
    text: 'sd_listed=$(sd_may "$sd_named") || sd_refused "$@"',
    instead: 'sd_listed=$sd_named',
  },
  {
    name: 'sudo drops the proxy',
    tests: sudo,
    file: 'src/scope/real-sudo.ts',
    text: ', env_keep += ',
    instead: ', env_delete += ',
  },
  {
    name: 'the proxy is not told',
    tests: scopes,
    file: 'src/scope/proxy.ts',
    text: 'return { given: { env },',
    instead: 'return { given: { env: Object.assign(env, { http_proxy: "", https_proxy: "" }) && {} },',
  },
  {
    name: 'a credential is readable by everybody',
    tests: scopes,
    file: 'src/scope/credential-file.ts',
    text: 'chmod "$mode" "$value"',
    instead: 'chmod 0644 "$value"',
  },
  {
    name: 'what was at the place of a credential is lost',
    tests: scopes,
    file: 'src/scope/credential-file.ts',
    text: 'if isAway; then mv -- "$away" "$path"',
    instead: 'if isAway; then rm -f -- "$away"',
  },
  {
    name: 'credentials: nothing is at their place',
    tests: credentials,
    file: 'src/scope/credential-file.ts',
    text: 'ln -s "$value" "$path"\n',
    instead: '',
  },
  {
    name: 'credentials: the link stays',
    tests: credentials,
    file: 'src/scope/credential-file.ts',
    text: 'if [ -e "$ours/linked" ]; then rm -f -- "$path"; fi',
    instead: 'rm -f "$ours/linked"',
  },
  {
    name: 'credentials: the value stays in memory',
    tests: credentials,
    file: 'src/scope/credential-file.ts',
    text: 'rm -rf "$ours"\n[ ! -e "$ours" ] || fail "$ours is still there"',
    instead: ':',
  },
  {
    name: 'credentials: the owner does not count',
    tests: credentials,
    file: 'src/scope/credential-file.ts',
    text: 'chown "\\${owner:-$uid:$gid}" "$value"',
    instead: 'chown "$uid:$gid" "$value"',
  },
  {
    name: 'credentials: a variable is not set',
    tests: credentials,
    file: 'src/pipeline/scope-step.ts',
    text: 'env[each.variable] = secretValue(context, each.secret)',
    instead: 'void secretValue(context, each.secret)',
  },
  {
    name: 'credentials: two scopes with the same one have the same value',
    tests: credentials,
    file: 'src/script/build/credential-secrets.ts',
    text: 'one.name === other.name && isDeepStrictEqual',
    instead: 'one.name === other.name || isDeepStrictEqual',
  },
  {
    name: 'credentials: a file is given as text',
    tests: credentials,
    file: 'src/pipeline/scope-step.ts',
    text: 'secretOf(context, grant.secret).content',
    instead: 'Buffer.from(secretOf(context, grant.secret).text)',
  },
  {
    name: 'credentials: a password in a file is shown',
    tests: credentials,
    file: 'src/redact/forms.ts',
    text: '...valuesInside(value)]',
    instead: "...valuesInside('')]",
  },
  {
    name: 'credentials: a password in a file may stay',
    tests: credentials,
    file: 'src/audit/traces.ts',
    text: 'valuesInside(value) : []',
    instead: "valuesInside('') : []",
  },
  {
    name: 'the stand-in is not setuid',
    tests: sudo,
    file: 'src/scope/stand-in/stand-in.ts',
    text: 'chmod 4755 "$coming"',
    instead: 'chmod 0755 "$coming"',
  },
  {
    name: 'the stand-in stays',
    tests: sudo,
    file: 'src/scope/stand-in/stand-in.ts',
    text: '    if isOurs; then rm -f "$place"; fi',
    instead: '    :',
    also: {
      file: 'src/scope/stand-in/stand-in.ts',
      text: '  ! isOurs || fail "$place is still there"',
      instead: '  :',
    },
  },
  {
    name: 'the times of a folder are not put back',
    tests: sudo,
    file: 'src/scope/kept-times.ts',
    text: '  touch -r "$times" "$changing"',
    instead: '  :',
  },
  {
    name: 'the stand-in gives on the whole environment',
    tests: sudo,
    file: 'src/scope/stand-in/environment.ts',
    text: '*) unset "$sd_name" ;; esac\n  fi',
    instead: '*) ;; esac\n  fi',
  },
  {
    name: 'sudo takes no settings of variables',
    tests: sudo,
    file: 'src/scope/real-sudo.ts',
    text: 'NOPASSWD:SETENV:',
    instead: 'NOPASSWD:',
  },
  {
    name: 'a later scope does not go before an earlier one',
    tests: scopes,
    file: 'src/scope/first-in-path.ts',
    text: '$(expr "\\${last:-0}" + 1)',
    instead: '$(expr 99 - "\\${last:-0}")',
  },
  {
    name: 'package scripts may start services',
    tests: services,
    file: 'src/scope/services-off.ts',
    text: 'exit 101\\\\n\' "$calls"',
    instead: 'exit 0\\\\n\' "$calls"',
  },
  {
    name: 'service starts services',
    tests: services,
    file: 'src/scope/services-off.ts',
    text: '*start|stop|*reload*',
    instead: 'stop|*reload*',
  },
  {
    name: 'the policy stays',
    tests: services,
    file: 'src/scope/services-off.ts',
    text: 'if isOurs; then keepingTimes /usr/sbin take; fi\n! isOurs',
    instead: 'true',
  },
  {
    name: 'what a shell file takes away stays',
    tests: source,
    file: 'src/pipeline/scoped-workplace.ts',
    text: 'argv: without(unset, spec.argv)',
    instead: 'argv: without(unset.slice(unset.length), spec.argv)',
  },
  {
    name: 'what a shell file returns does not count',
    tests: source,
    file: 'src/scope/source.ts',
    text: "if (status !== '0') throw",
    instead: "if (status === '') throw",
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
    text: 'waits as $away"; fi\n    mv -- "$away" "$path"',
    instead: 'waits as $away"; fi',
    tests: ['test/run/gc.test.ts'],
  },
  {
    name: 'power cut: the stand-in stays',
    file: 'src/scope/stand-in/stand-in.ts',
    text: 'if [ ! -d "$ours" ] || {',
    instead: 'if {',
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
  const chosen = mutations.filter(({ name }) => name.includes(word));
  const all = new Set(chosen.flatMap(({ tests }) => tests));
  if (quietly(directory, 'tsc', '-p', 'tsconfig.build.json').status !== 0)
    throw new Error('it does not compile');
  const whole = quietly(directory, 'vitest', 'run', '--no-file-parallelism', ...all);
  if (whole.status !== 0) throw new Error(`the tests fail where nothing is broken\n${whole.stdout}`);
  for (const mutation of chosen) {
    const parts = mutation.also === undefined ? [mutation] : [mutation, mutation.also];
    const mend = parts.map((part) => breakIn(directory, part));
    const built = quietly(directory, 'tsc', '-p', 'tsconfig.build.json');
    if (built.status !== 0) throw new Error(`${mutation.name}: does not compile\n${built.stdout}`);
    const { status } = quietly(directory, 'vitest', 'run', '--bail', '1', ...mutation.tests);
    for (const each of mend.toReversed()) each();
    if (status === 0) unseen++;
    console.log(`${status === 0 ? 'UNSEEN' : 'seen  '}  ${mutation.name}`);
  }
} finally {
  rmSync(directory, { recursive: true });
}
process.exit(unseen === 0 ? 0 : 1);
