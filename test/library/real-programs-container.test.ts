import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Container, type Engine, spawn } from '../../src/index.js';
import { DEBIAN, shell, startContainer, testEngine } from '../engine/support/engine.js';

let engine: Engine;
let container: Container;

/** Two versions of a package whose configuration file differs. */
const makePackages = `
for version in 1 2; do
  mkdir -p /tmp/p$version/DEBIAN /tmp/p$version/etc
  printf 'Package: acme\\nVersion: %s\\nArchitecture: all\\nMaintainer: A <a@acme.example>\\nDescription: x\\n' $version \
    >/tmp/p$version/DEBIAN/control
  echo /etc/acme.conf >/tmp/p$version/DEBIAN/conffiles
  echo "level=$version" >/tmp/p$version/etc/acme.conf
  dpkg-deb --build /tmp/p$version /tmp/acme-$version.deb
done`;

beforeAll(async () => {
  engine = await testEngine();
  container = await startContainer(engine, { image: DEBIAN });
  await shell(container, makePackages);
});
afterAll(async () => {
  await container[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

it.each([
  ['Y', 'level=2\n'],
  ['N', 'level=changed here\n'],
])('dpkg: a changed configuration file, answered %s', async (answer, kept) => {
  await shell(
    container,
    'dpkg --purge acme; dpkg -i /tmp/acme-1.deb; echo "level=changed here" >/etc/acme.conf',
  );
  await using dpkg = await spawn(['dpkg', '-i', '/tmp/acme-2.deb'], { container, user: 'root' });
  await dpkg.dialogue(
    [
      { expect: "Configuration file '/etc/acme.conf'" },
      { expect: /\*\*\* acme\.conf \(Y\/I\/N\/O\/D\/Z\) \[default=N\] \?/, answer: ['D', answer] },
    ],
    { always: [{ expect: '(END)', type: 'q' }] },
  );
  await dpkg.exit();
  expect(await shell(container, 'cat /etc/acme.conf')).toBe(kept);
  expect(await shell(container, "dpkg-query -W -f '${Version} ${db:Status-Status}' acme")).toBe(
    '2 installed',
  );
});

it('a program that does not exist ends as on the host', async () => {
  await using nobody = await spawn(['no-such-program'], { container });
  expect(await nobody.exit('any')).toMatchObject({ kind: 'exit', exitCode: 127 });
});
