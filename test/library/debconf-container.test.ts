import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Container, type Engine, spawn } from '../../src/index.js';
import { DEBCONF, shell, startContainer, testEngine } from '../engine/support/engine.js';

let engine: Engine;
let container: Container;

const templates = `Template: acme/licence
Type: boolean
Default: false
Description: Do you accept?
 The licence of ACME.

Template: acme/area
Type: select
Choices: Africa, America, Asia, Europe
Default: Europe
Description: Geographic area:
 Where you are.

Template: acme/parts
Type: multiselect
Choices: Compiler, Debugger, Docs, Tests
Default: Compiler, Docs
Description: Parts to install:
 What of ACME you want.
`;

/** A package's questions, asked by debconf itself; what was answered is in /tmp/told. */
const config = `#!/bin/sh
. /usr/share/debconf/confmodule
db_x_loadtemplatefile /tmp/acme.templates acme
for name in licence area parts; do db_fset acme/$name seen false; db_input high acme/$name; db_go; done
for name in licence area parts; do db_get acme/$name; echo "$RET"; done >/tmp/told
db_purge
`;

beforeAll(async () => {
  engine = await testEngine();
  container = await startContainer(engine, { image: DEBCONF });
  await shell(container, `cat >/tmp/acme.templates <<'EOF'\n${templates}EOF`);
  await shell(container, `cat >/tmp/acme.config <<'EOF'\n${config}EOF\nchmod +x /tmp/acme.config`);
});
afterAll(async () => {
  await container[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const root = (DEBIAN_FRONTEND: string) => ({ container, user: 'root', env: { DEBIAN_FRONTEND } });

it.each([
  ['80x24', { columns: 80, rows: 24 }],
  ['132x43', { columns: 132, rows: 43 }],
])('tzdata on a full screen of %s, by the names of the places', async (_, size) => {
  await shell(container, 'ln -sf /usr/share/zoneinfo/Etc/UTC /etc/localtime; echo Etc/UTC >/etc/timezone');
  await using tzdata = await spawn(['dpkg-reconfigure', 'tzdata'], { ...root('dialog'), size });
  await tzdata.dialogue([
    { expect: { screen: 'Geographic area:', box: 'Configuring tzdata' }, select: 'Europe' },
    { expect: { screen: 'Time zone:' }, select: 'Berlin' },
    { expect: "Current default time zone: 'Europe/Berlin'" },
  ]);
  await tzdata.exit();
  expect(await shell(container, 'cat /etc/timezone; readlink /etc/localtime')).toBe(
    'Europe/Berlin\n/usr/share/zoneinfo/Europe/Berlin\n',
  );
});

it('a package that asks on a full screen: a button, a menu, check boxes', async () => {
  await using acme = await spawn(['debconf', '-o', 'acme', '/tmp/acme.config'], root('dialog'));
  await acme.dialogue([
    { expect: { screen: 'Do you accept?' }, press: '<Yes>' },
    { expect: { screen: 'Geographic area:' }, select: 'Asia' },
    { expect: { screen: 'Parts to install:' }, select: { add: ['Tests'] } },
  ]);
  await acme.exit();
  expect(await shell(container, 'cat /tmp/told')).toBe('true\nAsia\nCompiler, Docs, Tests\n');
});

it.each([
  [{ only: ['Debugger'] }, 'Debugger'],
  [{ add: ['Tests'] }, 'Compiler, Docs, Tests'],
  [{ remove: ['Docs'] }, 'Compiler'],
  [{ remove: ['Docs', 'Compiler'] }, ''],
])('a package that asks by numbers, on lines that are filled in: %o', async (parts, told) => {
  await using acme = await spawn(['debconf', '-o', 'acme', '/tmp/acme.config'], root('readline'));
  await acme.dialogue([
    { expect: 'Do you accept? [yes/no]', answer: '' },
    { expect: 'Geographic area:', select: 'Asia' },
    { expect: 'Parts to install:', select: parts },
  ]);
  await acme.exit();
  expect(await shell(container, 'cat /tmp/told')).toBe(`false\nAsia\n${told}\n`);
});
