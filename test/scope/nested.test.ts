import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Container, Engine } from '../../src/engine/engine.js';
import { credentialFile } from '../../src/scope/credential-file.js';
import type { Stubs } from '../../src/scope/fakes.js';
import { servicesOff } from '../../src/scope/services-off.js';
import { stub } from '../../src/scope/stub.js';
import { sudo } from '../../src/scope/sudo.js';
import { openSandbox } from '../support/sandbox.js';
import { DEBIAN, shell, startContainer, testEngine, text } from '../engine/support/engine.js';
import { addBuilder } from './kinds-of-sudo.js';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const folders = '/ /run /etc /etc/sudoers.d /etc/profile.d /lib/lsb /usr/bin /usr/sbin /home/builder';
const look = `for each in ${folders}; do stat -c "%n %a %U %G %y" $each; ls -A $each; done 2>&1; ls -A /dev/unattend 2>&1; cat /home/builder/.profile`;

const kinds = ['sudo', 'stub', 'services', 'credentials'] as const;
type Kind = (typeof kinds)[number];

function ordersOf<Each>(all: readonly Each[]): readonly (readonly Each[])[] {
  if (all.length === 0) return [[]];
  return all.flatMap((first) =>
    ordersOf(all.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}
const orders = ordersOf(kinds);

let engine: Engine;

/** Uses all of the scopes, those that go first in PATH by sudo as well. */
const useAll = `id -un; sudo -n id -un; cat ~/.profile; sudo -n cat /home/builder/.profile
reboot now; sudo -n reboot by-sudo
start-stop-daemon --start --exec /bin/false && sudo -n start-stop-daemon --stop --name any`;
const value = 'a credential\n';
const used = `builder\nroot\n${value}${value}`;
const calls = {
  stub: ['reboot now', 'reboot by-sudo'],
  services: ['start-stop-daemon --start --exec /bin/false', 'start-stop-daemon --stop --name any'],
};

type Fakes = Partial<Record<Kind, () => readonly string[]>>;

/** A container, and what it looks like while no scope is open. */
interface Place {
  readonly container: Container;
  readonly before: string;
}

const lookAt = (container: Container): Promise<string> => shell(container, `${look} || :`);

async function openPlace(image: string): Promise<Place> {
  // Where sudo finds its own host.
  const container = await startContainer(engine, { image, network: 'bridge' });
  const setup = 'echo before >/home/builder/.profile; echo export FRUIT=pear >/srv/setup';
  await shell(container, `${addBuilder}; ${setup}`);
  return { container, before: await lookAt(container) };
}

type Opened = AsyncDisposable & Partial<Pick<Stubs, 'folder' | 'calls'>>;

const open: Readonly<Record<Kind, (container: Container, path: string) => Promise<Opened>>> = {
  sudo: (container, path) => sudo({ container, user: 'builder', commands: 'all', path }),
  stub: (container, path) => stub({ container, commands: ['reboot'], path }),
  services: (container, path) => servicesOff({ container, path }),
  credentials: (container) =>
    credentialFile({
      container,
      path: '~/.profile',
      user: 'builder',
      mode: 0o600,
      value: Buffer.from(value),
    }),
};

/** Does something within scopes of these kinds, the first one outermost; what tells the calls of the fakes once they are gone. */
async function nested(
  container: Container,
  [kind, ...rest]: readonly Kind[],
  body: (path: string) => Promise<void>,
  path = PATH,
): Promise<Fakes> {
  if (kind === undefined) return body(path).then(() => ({}));
  await using scope = await open[kind](container, path);
  const inside = scope.folder === undefined ? path : `${scope.folder}:${path}`;
  const inner = await nested(container, rest, body, inside);
  return { ...inner, ...(scope.calls !== undefined && { [kind]: scope.calls }) };
}

async function useIn(container: Container, path: string): Promise<void> {
  const env = { PATH: path, HOME: '/home/builder' };
  const { exitCode, stdout, stderr } = await container.exec({
    argv: ['/bin/sh', '-c', useAll],
    env,
    user: 'builder',
  });
  expect([exitCode, text(stdout) + text(stderr)]).toEqual([0, used]);
}

let places: readonly Place[];
beforeAll(async () => {
  engine = await testEngine();
  // With sudo, and without.
  places = await Promise.all(['unattend-dev/builder:bookworm', DEBIAN].map(openPlace));
});
afterAll(async () => {
  for (const { container } of places) await container[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});
/** In both containers at once. */
async function inEach(test: (place: Place) => Promise<void>): Promise<void> {
  await Promise.all(places.map(test));
}

it.each(orders)('%s > %s > %s > %s: all hold inside, and nothing is left', (...order) =>
  inEach(async ({ container, before }) => {
    const told = await nested(container, order, (path) => useIn(container, path));
    expect({ stub: told.stub?.(), services: told.services?.() }).toEqual(calls);
    expect(await lookAt(container)).toBe(before);
  }),
);

it.each(orders.filter((_order, index) => index % 7 === 0))(
  '%s > %s > %s > %s: nothing is left when the body throws',
  (...order) =>
    inEach(async ({ container, before }) => {
      const failure = new Error('of the body');
      const failing = async (path: string): Promise<void> => {
        await useIn(container, path);
        throw failure;
      };
      await expect(nested(container, order, failing)).rejects.toBe(failure);
      expect(await lookAt(container)).toBe(before);
    }),
);

const grants = {
  sudo: { sudo: 'all' },
  stub: { stub: ['reboot'] },
  services: { services: 'off' },
  credentials: { credentials: { '~/.profile': { env: 'LOGIN' } } },
  proxy: { proxy: { url: 'http://proxy.example:3128' } },
  env: { env: { COLOUR: 'blue' } },
  source: { source: '/srv/setup' },
};
const ends = [
  { order: 'proxy sudo env credentials stub source services', last: 'exit 0', code: 0 },
  { order: 'credentials sudo source services proxy stub env', last: 'exit 9', code: 4 },
] as const;

it.each(ends)('in a script: $order, and then $last', ({ order, last, code }) =>
  inEach(async ({ container, before }) => {
    await using box = await openSandbox();
    const run = `${useAll}; echo $COLOUR $FRUIT; sudo -n printenv https_proxy`;
    const steps = [{ run, expect: `${used}blue pear\nhttp://proxy.example:3128` }, { run: last }];
    const deploy = order
      .split(' ')
      .reduceRight<unknown>(
        (inner, kind) => [{ scope: grants[kind as keyof typeof grants], steps: inner }],
        steps,
      );
    const user = { user: 'builder', env: { HOME: '/home/builder' } };
    await box.session(`container: ${JSON.stringify(user)}\ndeploy: ${JSON.stringify(deploy)}\n`);
    const args = ['--verbose', 'run', 'a.yaml', '--container', container.id];
    const { exitCode, stderr } = await box.run(args, { env: { LOGIN: value } });
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(`run ${last}`)]);
    const told = [...stderr.matchAll(/note: (?:the stub was called|not started): (.*)/g)];
    expect(told.map(([, call]) => call).sort()).toEqual([...calls.stub, ...calls.services].sort());
    expect(await lookAt(container)).toBe(before);
  }),
);
