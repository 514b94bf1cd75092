import { expect, test } from 'vitest';
import { isUnattendError } from '../../src/errors.js';
import { parseSession } from '../../src/script/parse-session.js';

/** Where what is wrong with a scope of these grants is found: columns of its line, and what is said of it. */
function findings(grants: string): readonly string[] {
  const text = `unattend: 1\ndeploy:\n  - scope: { ${grants} }\n    steps: [run: id]\n`;
  try {
    parseSession('x.yaml', text);
    return [];
  } catch (error) {
    if (!isUnattendError(error, 'SCRIPT_INVALID')) throw error;
    const { diagnostics } = error.details;
    return diagnostics.map(({ place, message }) => `${place.line}:${place.column} ${message}`);
  }
}

const path = 'this entry: a command is a full path, for example `/usr/bin/apt-get`, without arguments';
const list = '`sudo`: must be a list of full paths, for example `[/usr/bin/apt-get]`, or `all`';
const name = 'this entry: a command is a name without a path, for example `systemctl`';
const place = 'a credential is a file (`/etc/…`, `~/…`) or a variable (`$NAME`)';

test.each<[string, ...string[]]>([
  ['sudo: [apt-get]', `3:21 ${path}`],
  ['sudo: [/bin/a, ALL]', `3:29 ${path}`],
  ['sudo: [/bin/a, all, /bin/b *]', `3:29 ${path}`, `3:34 ${path}`],
  ['sudo: [/bin/a=b]', `3:21 ${path}`],
  ['sudo: ALL', `3:20 ${list}`],
  ['sudo: /bin/a', `3:20 ${list}`],
  ['sudo: []', '3:20 `sudo`: must not be empty'],
  ['sudo: { all: true }', '3:20 `sudo` must be a single value or a list, not a map'],
  ['stub: [reboot, /bin/x]', `3:29 ${name}`],
  ['stub: [..]', `3:21 ${name}`],
  ['stub: [.]', `3:21 ${name}`],
  ['stub: []', '3:20 `stub`: must not be empty'],
  ['stub: reboot', '3:20 `stub` must be a list, not text'],
  ['credentials: { netrc: { env: A } }', `3:29 \`netrc\`: ${place}`],
  ['credentials: { ~/a/: { env: A } }', `3:29 \`~/a/\`: ${place}`],
  ['credentials: { $A-B: { env: A } }', `3:29 \`$A-B\`: ${place}`],
  [
    'credentials: { ~/a: { mode: 0600 } }',
    '3:34 one of `secret`, `env`, `file`, `command`, `prompt` is missing',
  ],
  ['credentials: { $A: { env: A, mode: 0600 } }', '3:43 `mode` is for a file, and `$A` is a variable'],
  ['credentials: { ~/a: { secret: a } }', '3:44 the secret `a` is not declared'],
  ['proxy: host:3128', '3:21 `proxy` must be a map, not text'],
  ['proxy: { no: [a] }', '3:21 one of `from`, `url`, `secret` is missing'],
  ['proxy: { from: host }', '3:29 `from`: can only be `env`'],
  [
    'proxy: { from: env, no: [a b] }',
    '3:39 this entry: a host is a name, an address or a domain such as `.example.org`',
  ],
  ['proxy: { secret: a }', '3:31 the secret `a` is not declared'],
  ['services: on', '3:24 `services`: can only be `off`'],
  ['user: a b', '3:20 `user`: a user is a name or number, with `:GROUP` where it matters'],
])('a scope of { %s } is refused', (grants, ...found) => {
  expect(findings(grants)).toEqual(found);
});

test.each([
  'sudo: all',
  'sudo: [/usr/bin/g++]',
  'stub: [...]',
  'stub: [.a, ..a, a.]',
  'credentials: { $A: { env: A } }',
])('a scope of { %s } is none', (grants) => expect(findings(grants)).toEqual([]));
