import { describe, expect, it } from 'vitest';
import { faultyEngine } from '../engine/support/proxy.js';
import { BUSYBOX, buildImage, savedImage } from '../support/images.js';
import { openSandbox, RECORDING, type Sandbox } from '../support/sandbox.js';

/** A builder that need not download what is installed here. */
const PACKAGES = 'unattend-dev/packages:bookworm';
const SERIAL = 'correct horse "battery" & staple';
const secrets = 'secrets: { serial: { env: SERIAL }, pin: { env: PIN } }\n';
const env = { SERIAL, PIN: '98ab1', YEAR: '1986' };

interface Findings {
  readonly error: {
    readonly code: string;
    readonly exitCode: number;
    readonly details: {
      readonly findings: readonly {
        readonly place: string;
        readonly line?: number;
        readonly what: string;
        readonly shown?: string;
      }[];
    };
  };
}

/** What a run finds, one line a finding. */
async function findings(box: Sandbox, lines: string, ...args: readonly string[]): Promise<readonly string[]> {
  await box.session(lines);
  const { exitCode, stdout, stderr } = await box.run(['--json', 'run', 'a.yaml', ...args], {
    env,
    longestMs: 280_000,
  });
  expect({ exitCode, stderr: exitCode === 7 ? '' : stderr }).toEqual({ exitCode: 7, stderr: '' });
  expect(stdout + stderr).not.toContain('battery');
  const { error } = JSON.parse(stdout) as Findings;
  return error.details.findings.map(({ place, line, what, shown }) =>
    [place, line, what, shown].filter((each) => each !== undefined).join(' | '),
  );
}

describe('what a run leaves', () => {
  it.concurrent('of its secrets in files, names and links is found, and no image is made', async () => {
    await using box = await openSandbox();
    const lines = `${secrets}deploy:
  - run: |
      mkdir /opt
      printf 'one\\nserial: %s and more\\n' "$S" >/opt/plain
      printf '%s' "$S" | base64 -w0 >/opt/base64
      printf 'a\\0b%s' "$S" >/opt/binary
      printf '\\033[31mcorrect\\033[0m%s' "\${S#correct}" >/opt/coloured
      ln -s "$S" /opt/link
      : >"/opt/name $S"
      echo "pin=$P" >/opt/pin
    env: { S: { secret: serial }, P: { secret: pin } }
`;
    expect(await findings(box, lines)).toEqual([
      '/opt/base64 | 1 | the secret serial (base64) | [hidden]',
      '/opt/binary | the secret serial',
      '/opt/coloured | 1 | the secret serial | \u001b[31m[hidden]',
      '/opt/link | the secret serial, in the name of the file, its target or its attributes',
      '/opt/name [redacted] | the secret serial, in the name of the file, its target or its attributes',
      '/opt/pin | 1 | the secret pin | pin=[hidden]',
      '/opt/plain | 2 | the secret serial | serial: [hidden]',
    ]);
    expect(await box.left()).toEqual(RECORDING);
  });

  it.concurrent('in the configuration and the history is found', async () => {
    await using box = await openSandbox();
    const image = `image:\n  message: the pin 98ab1\n  env: { https_proxy: "http://proxy.example:3128", N: "${env.PIN}" }\n`;
    expect(await findings(box, `${secrets}deploy: [{ run: 'true' }]\n${image}`)).toEqual([
      'image:configuration | the secret pin | "N=[hidden]',
      'image:history | the secret pin | "comment": "the pin [hidden]',
      'image:configuration | the proxy variable https_proxy',
    ]);
  });

  it.concurrent('is told from what the base has said before, where a secret is a word', async () => {
    await using base = await buildImage(
      `FROM ${BUSYBOX}\nENV N=98ab1 SERIAL="98ab1 long"\nRUN true 98ab1\nCMD ["98ab1"]`,
    );
    await using box = await openSandbox();
    const run = async (pin: string, ...flags: readonly string[]) => {
      const args = ['run', 'a.yaml', '--base', base.ref, ...flags];
      await box.session(`secrets: { pin: { env: PIN } }\ndeploy: [{ run: 'true' }]\n`);
      return box.run(['--json', ...args], { env: { PIN: pin } });
    };
    expect((await run('98ab1')).exitCode).toBe(0);
    const whole = await run('98ab1 long');
    expect([whole.exitCode, whole.stdout]).toEqual([7, expect.stringContaining('image:configuration')]);
    // A long value and a short one of one secret go by the same name.
    const both = await run('machine a login b password 98ab1\nmachine c login d password "98ab1 long"');
    expect([both.exitCode, both.stdout]).toEqual([7, expect.stringContaining('image:configuration')]);
  });

  it.concurrent('of a proxy, of paths and of grants is found', async () => {
    await using box = await openSandbox();
    const lines = `deploy:
  - scope: { proxy: { url: "http://me:secret-of-proxy@proxy.example:3128" } }
    steps:
      - run: |
          mkdir -p /opt /etc/apt/apt.conf.d /etc/sudoers.d
          env | grep http_proxy >/opt/settings
          echo "Acquire::http::Proxy \\"$http_proxy\\";" >/etc/apt/apt.conf.d/99proxy
          echo 'builder ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/builder
          : >/etc/sudoers.d/zz-unattend-0123456789ab
          echo 'installed from /dev/unattend/inputs/sdk' >/opt/notes
`;
    expect(await findings(box, lines)).toEqual([
      '/etc/apt/apt.conf.d/99proxy | 1 | the secret of the proxy | Acquire::http::Proxy "[hidden]',
      '/etc/apt/apt.conf.d/99proxy | 1 | a proxy in the settings of apt | Acquire::http::Proxy "[redacted]";',
      '/etc/sudoers.d/builder | 1 | a grant of sudo | builder ALL=(ALL) NOPASSWD: ALL',
      '/etc/sudoers.d/zz-unattend-0123456789ab | something a scope put there',
      '/opt/notes | 1 | a path of the run | installed from /dev/unattend',
      '/opt/settings | 1 | the secret of the proxy | http_proxy=[hidden]',
    ]);
  });

  it.concurrent(
    'of a proxy that has no password is found: its address, as it is given and as it is read',
    async () => {
      await using box = await openSandbox();
      const lines = `deploy:
  - scope: { proxy: { url: "http://proxy.example:3128" } }
    steps: [{ run: 'mkdir /opt; echo "\${http_proxy#http://}" >/opt/n' }]
  - scope: { proxy: { url: "HTTP://Plain.Example" } }
    steps:
      - run: |
          echo "proxy=$http_proxy" >/opt/given
          echo "$https_proxy:80" | tr A-Z a-z | sed 's,.*//,,' >/opt/read
          echo 'Plain.Example is a host' >/opt/word
  - scope: { proxy: { url: "http://me:secret-of-proxy@other.example:3128" } }
    steps: [{ run: 'echo "\${http_proxy#*@}" >/opt/behind' }]
`;
      expect(await findings(box, lines)).toEqual([
        '/opt/behind | 1 | the address of the proxy | other.example:3128',
        '/opt/given | 1 | the address of the proxy | proxy=HTTP://Plain.Example',
        '/opt/n | 1 | the address of the proxy | proxy.example:3128',
        '/opt/read | 1 | the address of the proxy | plain.example:80',
      ]);
    },
  );

  it.concurrent('of the run itself is found: its id, which the mounts of the container tell', async () => {
    await using box = await openSandbox();
    await box.write('sdk', '');
    const lines = `inputs: { sdk: { from: ./sdk } }
deploy:
  - run: |
      mkdir /opt
      sed -n 's,.*/unattend-\\([0-9a-f]*\\)/sdk .*,mounts of \\1,p' /proc/self/mountinfo >/opt/mounts
      : >"/opt/$(sed 's/.* //' /opt/mounts)"
`;
    expect((await findings(box, lines)).map((each) => box.plain(each))).toEqual([
      '/opt/RUN | the id of the run, in the name of the file, its target or its attributes',
      '/opt/mounts | 1 | the id of the run | mounts of RUN',
    ]);
  });

  it('of a PIN is found in what the run wrote, not in a package as it was installed', async () => {
    await using box = await openSandbox();
    const lines = `secrets: { pin: { env: YEAR } }
deploy:
  - run: |
      apt-get install -qy --no-install-recommends bc cron
      grep -qw 1986 /usr/share/doc/bc/copyright
      mkdir -p /opt
      echo "pin=1986" >/opt/settings
      sed -i "1i # 1986" /usr/share/doc/cron/README
    user: root
    timeout: 5m
`;
    const found = await findings(box, lines, '--base', PACKAGES);
    expect(found).toEqual([
      '/opt/settings | 1 | the secret pin | pin=[hidden]',
      '/usr/share/doc/cron/README | 1 | the secret pin | # [hidden]',
    ]);
  }, 300_000);

  it.concurrent('at a denied path is found, at an allowed one told', async () => {
    await using box = await openSandbox();
    const lines = `${secrets}deploy:
  - { run: 'mkdir /opt; echo "$P" >/opt/pin; : >/opt/key.pem', env: { P: { secret: pin } } }
audit: { deny: ['**/*.pem'], allow: [/opt/pin] }
`;
    expect(await findings(box, lines)).toEqual(['/opt/key.pem | a path that audit: deny names']);
    await box.session(lines.replace('/opt/pin]', '/opt]'));
    const { exitCode, stdout } = await box.run(['run', 'a.yaml'], { env });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      '\n  allowed   /opt/key.pem: a path that audit: deny names\n            /opt/pin: the secret pin\n',
    );
    expect(stdout).toContain('\n  unproven  pin: too short to be looked for but as a word of a text\n');
  });
});

it.concurrent(
  'logs, lists and histories are deleted before the commit, but not what is taken out again',
  async () => {
    await using box = await openSandbox();
    await box.session(
      `deploy:
  - run: |
      mkdir -p /var/log/acme /var/log/keep /root /opt
      echo 1 >/var/log/a.log; echo 1 >/var/log/acme/b.log; echo 1 >/var/log/keep/c.log
      echo 1 >/root/.bash_history; echo 1 >/opt/install.log
      echo 1 >"/var/log/two
      lines"
audit: { exclude: [/opt/*.log, '!/var/log/keep'] }
`,
    );
    const { exitCode, stdout } = await box.run(['--json', 'run', 'a.yaml']);
    const { excluded } = JSON.parse(stdout) as { readonly excluded: readonly string[] };
    expect([exitCode, excluded.toSorted()]).toEqual([
      0,
      [
        '/opt/install.log',
        '/root/.bash_history',
        '/var/log/a.log',
        '/var/log/acme/b.log',
        '/var/log/two\nlines',
      ],
    ]);
    const { lastLayer } = await savedImage(box.tag);
    const files = lastLayer.filter((path) => !path.endsWith('/'));
    expect(files).toEqual(['var/log/keep/c.log']);
    expect(lastLayer).toContain('var/log/acme/');
  },
);

it('an honest install of ten packages by sudo passes', async () => {
  await using box = await openSandbox();
  const packages = 'hello cowsay jq tree nano rsync git make cron patch'.split(' ');
  await box.write('serial', SERIAL);
  await box.session(`container: { user: builder }
secrets: { serial: { file: ./serial } }
deploy:
  - scope: { sudo: [/usr/bin/apt-get], credentials: { ~/.netrc: { secret: serial } } }
    steps:
      # What the image grants by itself takes no settings of variables.
      - run: test -s ~/.netrc && sudo -n DEBIAN_FRONTEND=noninteractive apt-get update -q
      - { run: 'sudo apt-get install -qy --no-install-recommends ${packages.join(' ')}', timeout: 5m }
test: [${packages.map((each) => `{ file: /usr/share/doc/${each} }`).join(', ')}]
`);
  const { exitCode, stderr } = await box.run(['--quiet', 'run', 'a.yaml', '--base', PACKAGES], {
    longestMs: 300_000,
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
}, 300_000);

it('the layer is read once, however much looks at it', async () => {
  const reads: string[] = [];
  await using engine = await faultyEngine(({ method, url = '' }) => {
    if (method === 'GET' && /\/(?:get|export|archive)(?:\?|$)/.test(url)) reads.push(url);
    return undefined;
  });
  await using box = await openSandbox();
  await box.session(`${secrets}audit: { exclude: [/opt/log], deny: [/opt/none], allow: [/opt/tool] }
deploy:
  - { run: 'mkdir /opt; echo acme >/opt/tool; printf %s "$S" >/opt/log', env: { S: { secret: serial } } }
test: [{ run: cat /opt/tool, expect: acme }]
`);
  const args = ['--json', 'run', 'a.yaml', '--engine', engine.address];
  const { exitCode, stderr } = await box.run(args, { env });
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
  expect(reads).toEqual([expect.stringMatching(/\/images\/[^/]+\/get$/)]);
});
