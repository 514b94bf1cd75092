import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLibraryProject, type LibraryProject } from '../docs/library-project.js';
import { uniqueName } from '../engine/support/engine.js';

/** What a user writes before the part in question: a container, and `said` for what a line in it says of its success. */
const around = (
  image: string,
  user: string,
): string => `import { connectEngine, credentialFile, proxy, servicesOff, source, spawn, stub, sudo } from 'unattend';
import type { Container, Given, Held, ProxySettings, Scope, Stubs, SudoGrant } from 'unattend';

await using engine = await connectEngine({ env: process.env });
await using container: Container = await engine.startContainer({
  name: '${uniqueName()}', image: '${image}', hostname: 'build', network: 'bridge', mounts: [],
});
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const said = async (line: string, { env = {} }: Given = {}): Promise<void> => {
  const command = ['/bin/sh', '-c', line] as const;
  await using program = await spawn(command, { container, user: '${user}', env: { PATH: path, ...env } });
  const end = await program.exit('any');
  console.log((String(end.kind === 'exit' && end.exitCode) + ' ' + program.after).trim().replace(/\\s+/g, ' '));
};
`;

const BUILDER = 'unattend-dev/builder:bookworm';
const DEBIAN = 'unattend-dev/debian:bookworm';

/** What each scope gives, and that it is gone at the end of its block. */
const scopes: Readonly<Record<string, { program: string; prints: string; image?: string; user?: string }>> = {
  sudo: {
    program: `
{
  await using grant: SudoGrant = await sudo({ container, user: 'builder', commands: ['/usr/bin/id'] });
  await said('sudo -n id -u');
}
await said('sudo -n id -u');`,
    prints: '0 0\n1 sudo: a password is required\n',
  },
  'sudo, where there is none': {
    image: DEBIAN,
    user: 'nobody',
    program: `
{
  await using grant: SudoGrant = await sudo({ container, user: 'nobody', commands: ['/usr/bin/id'], path: '/sbin/none' });
  const env = { PATH: \`\${grant.folder}:/nowhere\` };
  await said('sudo -n id -u', { env });
}
await said('sudo -n id -u');`,
    prints: '0 0\n127 /bin/sh: 1: sudo: not found\n',
  },
  credentialFile: {
    program: `
{
  const value = Buffer.from('machine acme');
  await using file: Held = await credentialFile({ container, path: '~/.netrc', user: 'builder', mode: 0o400, value });
  await said('stat -Lc %a:%U ~builder/.netrc; cat ~builder/.netrc');
}
await said('ls ~builder/.netrc');`,
    prints:
      "0 400:builder machine acme\n2 ls: cannot access '/home/builder/.netrc': No such file or directory\n",
  },
  stub: {
    program: `
const stubs: Stubs = await stub({ container, commands: ['reboot'], path });
{
  await using held = stubs;
  await said('reboot now', { env: { PATH: \`\${stubs.folder}:\${path}\` } });
}
console.log(stubs.calls().join());
await said(\`\${stubs.folder}/reboot\`);`,
    prints: '0\nreboot now\n127 /bin/sh: 1: FOLDER/reboot: not found\n',
  },
  servicesOff: {
    program: `
const off: Stubs = await servicesOff({ container, path });
{
  await using held = off;
  await said('/usr/sbin/policy-rc.d acme start; echo $?');
  await said('start-stop-daemon --start --exec /bin/false', { env: { PATH: \`\${off.folder}:\${path}\` } });
}
console.log(off.calls().at(-1));
await said('ls /usr/sbin/policy-rc.d');`,
    prints:
      "0 101\n0\nstart-stop-daemon --start --exec /bin/false\n2 ls: cannot access '/usr/sbin/policy-rc.d': No such file or directory\n",
  },
  source: {
    program: `
await said('echo "export FRUIT=pear; unset LANG" >/tmp/setup');
await using scope: Scope = await source({ container, file: '/tmp/setup', user: 'builder', env: { LANG: 'C' } });
console.log(JSON.stringify(scope.given.env));
await said('echo $FRUIT', { env: { FRUIT: scope.given.env?.['FRUIT'] } });
await said('echo $FRUIT');`,
    prints: '0\n{"FRUIT":"pear"}\n0 pear\n0\n',
  },
  proxy: {
    program: `
const settings: ProxySettings = { http: 'http://proxy.example:3128', no: ['intern'] };
{
  await using scope: Scope = proxy(settings);
  await said('env | grep -i _proxy= | sort', scope.given);
}
await said('env | grep -i _proxy=');`,
    prints:
      '0 HTTPS_PROXY=http://proxy.example:3128 HTTP_PROXY=http://proxy.example:3128 NO_PROXY=intern,localhost,127.0.0.1,::1 http_proxy=http://proxy.example:3128 https_proxy=http://proxy.example:3128 no_proxy=intern,localhost,127.0.0.1,::1\n1\n',
  },
};

let project: LibraryProject;
beforeAll(async () => {
  project = await createLibraryProject();
  for (const [name, { program, image = BUILDER, user = 'builder' }] of Object.entries(scopes))
    await project.add(fileOf(name), `${around(image, user)}${program}`);
  await project.compile();
});
afterAll(() => project[Symbol.asyncDispose]());

const fileOf = (name: string): string => name.replaceAll(/\W+/g, '-');

test.each(Object.keys(scopes))('a program opens a scope with what the package exports: %s', async (name) => {
  const printed = await project.run(fileOf(name));
  expect(printed.replace(/\/dev\/unattend\/stubs\/\w+/, 'FOLDER')).toBe(scopes[name]?.prints);
});
