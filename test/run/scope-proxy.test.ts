import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startContainer } from '../support/containers.js';
import { openHttpProxy } from '../support/http-proxy.js';
import { openOrigin } from '../support/origin.js';
import { openSandbox } from '../support/sandbox.js';

it('git and npm go through the proxy by their environment, the machine itself does not', async () => {
  await using box = await openSandbox();
  await using proxy = await openHttpProxy(box.token);
  const direct: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    if (request.headers.via === undefined) direct.push(request.url);
    response.writeHead(404).end();
  }).listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const origin = `http://${proxy.host}:${port}`;
  await box.session(`secrets: { proxy: { env: TEST_PROXY } }
deploy:
  - scope: { proxy: { secret: proxy, no: [.example.org] }, env: { GIT_CONFIG_NOSYSTEM: 1, npm_config_cache: ${box.directory}/npm } }
    steps:
      - { run: git ls-remote ${origin}/acme.git, exit: 128 }
      - { run: npm view acme --registry ${origin}/npm/ --fetch-retries 0, exit: 1 }
      - { run: 'echo "$no_proxy $NO_PROXY"', expect: '.example.org,localhost,127.0.0.1,::1 .example.org,localhost,127.0.0.1,::1' }
  # No host at all: programs take that only where nothing stands beside it.
  - scope: { proxy: { secret: proxy, no: [.example.org, '*'] }, env: { GIT_CONFIG_NOSYSTEM: 1 } }
    steps: [{ run: git ls-remote ${origin}/direct.git, exit: 128 }]
`);
  const TEST_PROXY = `http://${proxy.user}:${proxy.password}@${proxy.host}:${proxy.port}`;
  const { exitCode, stdout, stderr } = await box.run(['--verbose', 'run', 'a.yaml', '--on', 'host'], {
    env: { TEST_PROXY },
  });
  server.close();
  expect(`${stdout}${stderr}`).not.toContain(proxy.password);
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
  expect(proxy.log()).toMatch(/GET http:\S+acme\.git\/info\/refs/);
  expect(proxy.log()).toMatch(/GET http:\S+npm\/acme/);
  expect(direct).toEqual(['/direct.git/info/refs?service=git-upload-pack']);
});

/** Node and npm of this machine, where programs of its administrator are; a machine to install on needs no more of them. */
function npmOfThisMachine(): Record<string, unknown> {
  const folder = execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim();
  const binds = [
    `${process.execPath}:/usr/local/bin/node:ro`,
    `${join(folder, 'npm')}:/usr/local/lib/npm:ro`,
  ];
  return { Binds: binds };
}

it('git, npm and pip go through it over TLS, also by sudo, and not outside its scope', async () => {
  await using box = await openSandbox();
  await using proxy = await openHttpProxy(box.token);
  await using origin = await openOrigin(proxy.host);
  await using container = await startContainer('unattend-dev/wizards:bookworm', {
    ...npmOfThisMachine(),
    NetworkMode: proxy.network,
  });
  const authority = '/usr/local/share/ca-certificates/acme.crt';
  const ready = `ln -s ../lib/npm/bin/npm-cli.js /usr/local/bin/npm && echo '${origin.certificate}' >${authority}`;
  expect(await container.run(`${ready} && update-ca-certificates >/dev/null 2>&1 && echo ready`)).toBe(
    'ready\n',
  );

  const fetching = (folder: string, before = ''): Record<'git' | 'npm' | 'pip', string> => {
    const [to, from] = [`/tmp/${folder}`, `${origin.url}/${folder}`];
    const options = `--registry ${from}/npm/ --cafile ${authority} --fetch-retries 0 --no-audit --no-fund --no-update-notifier`;
    return {
      git: `${before}git clone -q ${from}/acme.git ${to}/git`,
      npm: `${before}npm install --prefix ${to}/npm --cache ${to}/cache ${options} acme`,
      pip: `${before}pip3 install -q --no-cache-dir --disable-pip-version-check --retries 0 --break-system-packages --cert ${authority} --index-url ${from}/simple/ --target ${to}/pip acme`,
    };
  };
  const [inside, bySudo, outside] = [fetching('inside'), fetching('sudo', 'sudo -n '), fetching('outside')];
  await box.session(`secrets: { proxy: { env: TEST_PROXY } }
container: { user: builder }
deploy:
  - scope: { sudo: [/usr/bin/git, /usr/local/bin/npm], proxy: { secret: proxy } }
    steps: ${JSON.stringify([inside.git, inside.npm, inside.pip, bySudo.git, bySudo.npm].map((run) => ({ run })))}
  - run: ${outside.git}
  - run: ${outside.npm}
  - run: ${outside.pip}
`);
  const TEST_PROXY = `http://${proxy.user}:${proxy.password}@${proxy.host}:${proxy.port}`;
  const args = ['--verbose', 'run', 'a.yaml', '--container', container.id];
  const { exitCode, stdout, stderr } = await box.run(args, { env: { TEST_PROXY }, longestMs: 120_000 });
  expect(`${stdout}${stderr}`).not.toContain(proxy.password);
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
  const ways = origin.visits.map(
    ({ folder, program, address }) =>
      `${folder} ${program} ${address === proxy.host ? 'through the proxy' : 'by itself'}`,
  );
  expect([...new Set(ways)].sort()).toEqual([
    'inside git through the proxy',
    'inside npm through the proxy',
    'inside pip through the proxy',
    'outside git by itself',
    'outside npm by itself',
    'outside pip by itself',
    'sudo git through the proxy',
    'sudo npm through the proxy',
  ]);
  expect(proxy.log()).toContain(`CONNECT ${new URL(origin.url).host}`);
  expect(
    await container.run('ls -d /tmp/*/git/.git /tmp/*/npm/node_modules/acme /tmp/*/pip/acme.py | wc -l'),
  ).toBe('8\n');
}, 180_000);
