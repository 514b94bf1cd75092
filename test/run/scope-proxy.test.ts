import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { openHttpProxy } from '../support/http-proxy.js';
import { openSandbox } from '../support/sandbox.js';

it('git and npm go through the proxy by their environment, the machine itself does not', async () => {
  await using box = await openSandbox();
  await using proxy = await openHttpProxy(box.token);
  let direct = 0;
  const server = createServer((request, response) => {
    if (request.headers.via === undefined) direct++;
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
  expect(direct).toBe(0);
});
