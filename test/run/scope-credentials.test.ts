import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFinder } from '../canary/scanner/finder.js';
import { scanAll } from '../canary/scanner/scan.js';
import type { PassedRequest } from '../support/http-requests.js';
import { openProxy } from '../support/proxy.js';
import { openSandbox } from '../support/sandbox.js';

it.concurrent('two scopes with the same credential from two sources have each their own', async () => {
  await using box = await openSandbox();
  const scope = (netrc: string, token: string, look: string): string =>
    `  - scope: { credentials: { ~/.netrc: { env: ${netrc} }, $TOKEN: { env: ${token} } } }\n    steps:\n      - ${look}\n`;
  const look = 'run: \'cat ~/.netrc; echo "$TOKEN"; [ "$(cat ~/.netrc) $TOKEN" = "$EXPECTED" ]\'';
  await box.session(
    `deploy:\n${scope('NETRC_A', 'TOKEN_A', `{ ${look}, env: { EXPECTED: "f1rst-netrc f1rst-token" } }`)}${scope('NETRC_B', 'TOKEN_B', `{ ${look}, env: { EXPECTED: "s3cond-netrc s3cond-token" } }`)}`,
  );
  const env = {
    NETRC_A: 'f1rst-netrc',
    NETRC_B: 's3cond-netrc',
    TOKEN_A: 'f1rst-token',
    TOKEN_B: 's3cond-token',
  };
  const { exitCode, stdout, stderr } = await box.run(['--verbose', 'run', 'a.yaml'], { env });
  expect(`${stdout}${stderr}`).not.toMatch(/(?:f1rst|s3cond)-/);
  expect({ exitCode, failed: stderr.includes('Failed') }).toEqual({ exitCode: 0, failed: false });

  await box.session(
    `deploy:\n${scope('NETRC_A', 'TOKEN_A', "run: 'true'")}${scope('NETRC_B', 'TOKEN_B', 'run: \'cp ~/.netrc /kept; echo "$TOKEN" >/token\'')}`,
  );
  const stays = await box.run(['run', 'a.yaml'], { env });
  expect(stays.exitCode).toBe(7);
  expect(stays.stderr).toContain('/kept:1: the secret credentials ~/.netrc of line 7');
  expect(stays.stderr).toContain('/token:1: the secret credentials $TOKEN of line 7');

  const missing = await box.run(['run', 'a.yaml'], { env: { ...env, NETRC_B: '' } });
  expect(missing.exitCode).toBe(2);
  expect(missing.stderr).toContain('The secret "credentials ~/.netrc of line 7" (env:NETRC_B) is empty.');
});

it.concurrent('a credential of a scope that is left out is not asked for', async () => {
  await using box = await openSandbox();
  await box.session(`params: { vendor: { of: [a, b], default: a } }
deploy:
  - scope: { credentials: { ~/.netrc: { env: NETRC_A } } }
    when: { vendor: a }
    steps: [{ run: grep -q f1rst ~/.netrc }]
  - scope: { credentials: { ~/.netrc: { env: NETRC_B } } }
    when: { vendor: b }
    steps: [{ run: grep -q s3cond ~/.netrc }]
`);
  const env = { NETRC_A: 'f1rst-netrc' };
  const { exitCode, stderr } = await box.run(['run', 'a.yaml'], { env });
  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('Failed')]);
  const other = await box.run(['run', 'a.yaml', 'vendor=b'], { env });
  expect([other.exitCode, other.stderr]).toEqual([2, expect.stringContaining('(env:NETRC_B) is not set.')]);
});

const inKeySession = (steps: string): string => `secrets: { key: { env: KEY } }
deploy:
  - scope:
      credentials:
        ~/.ssh/id_acme: { secret: key }
        /etc/acme/id: { file: ./id }
        /etc/acme/printed: { command: [cat, ./id] }
        /etc/acme/keytab: { file: ./keytab }
        $KEY: { secret: key }
    steps:
${steps}`;

it.concurrent(
  'a key and a binary file are there byte for byte, and a variable ends with its text',
  async () => {
    await using box = await openSandbox();
    const id = join(box.directory, 'id');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'acme', '-f', id]);
    const key = await readFile(id);
    const keytab = Buffer.concat([Buffer.from([0, 5, 2, 0, 0x0a]), randomBytes(3000), Buffer.from('\n\r\n')]);
    await box.write('keytab', keytab);
    const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    const sums = [
      `${sum(key)}  /root/.ssh/id_acme`,
      ...['id', 'printed'].map((name) => `${sum(key)}  /etc/acme/${name}`),
      `${sum(keytab)}  /etc/acme/keytab`,
    ];
    await box.session(
      inKeySession(`      - run: |
${sums.map((line) => `          echo '${line}' | sha256sum -c`).join('\n')}
          printf %s "$KEY" | sha256sum
        expect: ${sum(key.subarray(0, -1))}
      - run: 'cat /etc/acme/id; base64 /etc/acme/keytab; base64 -w 0 /etc/acme/keytab; exit 3'
        exit: 3
`),
    );
    const { exitCode, stdout, stderr } = await box.run(['--verbose', 'run', 'a.yaml'], {
      env: { KEY_FILE: id },
    });
    const told = `${stdout}${stderr}`;
    expect({ exitCode, told: exitCode === 0 ? '' : told }).toEqual({ exitCode: 0, told: '' });
    expect(told).not.toContain(keytab.toString('base64').slice(300, 340));
    expect(told).not.toContain(key.toString().split('\n')[1]);
  },
);

it.concurrent.each([
  ['with a NUL', Buffer.from('\0binary-of-a-test\n')],
  ['in another encoding than UTF-8', Buffer.from('passw\xf6rd-of-a-test\n', 'latin1')],
])(
  'a secret that is no text is told as such, and not shown, where it was to be a variable: %s',
  async (_, bytes) => {
    await using box = await openSandbox();
    await box.write('keytab', bytes);
    for (const scope of [
      '{ credentials: { $KEYTAB: { file: ./keytab } } }',
      '{ env: { KEYTAB: { secret: keytab } } }',
    ]) {
      await box.session(
        `secrets: { keytab: { file: ./keytab } }\ndeploy:\n  - scope: ${scope}\n    steps: [{ run: touch /ran }]\n`,
      );
      const { exitCode, stdout, stderr } = await box.run(['--verbose', 'run', 'a.yaml']);
      expect(`${stdout}${stderr}`).not.toContain('-of-a-test');
      expect([exitCode, stderr]).toEqual([
        2,
        expect.stringMatching(
          /Failed: The secret "[^"]*" is no text, and can only be a file of `credentials`\.\n/,
        ),
      ]);
    }
  },
);

it.concurrent('a binary file that stays is found, whole and as base64', async () => {
  await using box = await openSandbox();
  await box.write('id', 'no key');
  await box.write('keytab', Buffer.concat([Buffer.from([0, 5, 2]), randomBytes(3000)]));
  await box.session(
    inKeySession(
      `      - run: 'cp /etc/acme/keytab /one; (echo begin; cat /etc/acme/keytab) | base64 >/two'\n`,
    ),
  );
  const { exitCode, stderr } = await box.run(['run', 'a.yaml'], { env: { KEY: 'a-key-of-the-test' } });
  expect(exitCode).toBe(7);
  expect(stderr).toContain('/one: the secret credentials /etc/acme/keytab');
  expect(stderr).toContain('/two:1: the secret credentials /etc/acme/keytab (base64)');
});

it.concurrent(
  'a password that a program takes out of a file is hidden, and found where it stays',
  async () => {
    await using box = await openSandbox();
    await box.session(`secrets: { login: { env: NETRC }, npm: { env: NPMRC } }
deploy:
  - scope: { credentials: { ~/.netrc: { secret: login }, ~/.npmrc: { secret: npm } } }
    steps:
      - run: |
          awk '/password/{print "token="$2}' ~/.netrc | tee /leak
          sed 's/.*=//' ~/.npmrc | base64 | tee /encoded
          awk '/account/{print "the account is "$2}' ~/.netrc | tee /account
`);
    const env = {
      NETRC: 'machine acme\nlogin me\npassword s3cr3tpw\naccount ac-17',
      NPMRC: '//npm.acme.example/:_authToken=npm_1234abcd',
    };
    const { exitCode, stdout, stderr } = await box.run(['--verbose', 'run', 'a.yaml'], { env });
    const told = `${stdout}${stderr}`;
    expect(exitCode).toBe(7);
    expect(told).toContain('token=[redacted]');
    expect(told).toContain('the account is [redacted]');
    for (const value of ['s3cr3tpw', 'npm_1234abcd', 'bnBtXzEyMzRhYmNk', 'ac-17'])
      expect(told).not.toContain(value);
    expect(stderr).toContain('/leak:1: the secret login, a value in it');
    expect(stderr).toContain('/encoded:1: the secret npm, a value in it (base64)');
    expect(stderr).toContain('/account:1: the secret login, a value in it');
  },
);

it.concurrent('credentials are of their owner, and nothing of them is there after the scope', async () => {
  await using box = await openSandbox();
  const gone = ['/etc/acme', '/root/.netrc', '/dev/unattend/credentials'].map(
    (path) => `[ ! -e ${path} ] && [ ! -L ${path} ]`,
  );
  await box.session(`secrets: { login: { env: LOGIN } }
deploy:
  - scope:
      credentials:
        ~/.netrc: { secret: login }
        /etc/acme/token: { secret: login, owner: '7:8', mode: 0440 }
        $TOKEN: { secret: login }
    steps:
      - { run: 'stat -L -c "%u:%g %a" ~/.netrc /etc/acme/token', expect: '/^0:0 600\\n7:8 440$/m' }
      - run: '[ "$TOKEN" = "$(cat ~/.netrc)" ]'
  - run: '${gone.join(' && ')} && [ -z "\${TOKEN:-}" ]'
`);
  const { exitCode, stderr } = await box.run(['--quiet', 'run', 'a.yaml'], {
    env: { LOGIN: 'l0gin-of-a-test' },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

const isExec = ({ line }: PassedRequest): boolean => /^POST \S*\/containers\/\w+\/exec /.test(line);
/** Where no value may be: all of a body but the environment of an exec. */
function withoutEnv(request: PassedRequest): string {
  if (!isExec(request)) return request.body.toString('latin1');
  const body: unknown = JSON.parse(request.body.toString());
  return JSON.stringify(body, (key, value: unknown) => (key === 'Env' ? undefined : value));
}

it.concurrent(
  'credentials reach the container through the stdin and the environment of execs, in no archive, argument or address',
  async () => {
    await using box = await openSandbox();
    await using engine = await openProxy();
    // With signs that URLs and shells write in another way.
    const [file, variable] = ['7xQ2 v&9Lm/pZ+4', 'Hd8\'w K5=tR%3b"N'];
    await box.session(`deploy:
  - scope: { credentials: { ~/.netrc: { env: FILE }, $TOKEN: { env: TOKEN } } }
    steps:
      - { run: 'echo "$(wc -c <~/.netrc) \${#TOKEN}"', expect: '${file.length} ${variable.length}' }
      - { spawn: 'echo "$(wc -c <~/.netrc) \${#TOKEN}"', dialogue: [expect: '${file.length} ${variable.length}'] }
`);
    const args = ['--quiet', 'run', 'a.yaml', '--engine', engine.address];
    const { exitCode, stderr } = await box.run(args, { env: { FILE: file, TOKEN: variable } });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });

    expect([engine.hasPassed('/exec'), engine.hasPassed('/archive')]).toEqual([true, false]);
    const finder = createFinder([
      { name: 'file', value: file },
      { name: 'variable', value: variable },
    ]);
    const found = async (texts: readonly (string | Buffer)[]): Promise<readonly string[]> => {
      const evidence = texts.map((text) => ({ name: 'text', pieces: [Buffer.from(text)] }));
      return [...new Set((await scanAll(finder, evidence)).map(({ canary }) => canary))];
    };
    const requests = engine.requests();
    expect(await found(requests.map((request) => `${request.line}\n${withoutEnv(request)}`))).toEqual([]);
    // They have gone by here all the same.
    expect(await found(requests.filter(isExec).map(({ body }) => body))).toEqual(['variable']);
    expect(await found(requests.map(({ stream }) => stream))).toEqual(['file']);
  },
);
