import { chown, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { containersOf, startContainer } from '../support/containers.js';
import { callEngine, engineAddress, fromEngine } from '../support/engine-api.js';
import { BUSYBOX, hasImage, inspectImage, removeImage, tagImage } from '../support/images.js';
import { editLedger, gc, LEDGER, ledgerOf } from '../support/ledgers.js';
import { openProxy } from '../support/proxy.js';
import { NOTHING, openSandbox, RECORDING, type Sandbox } from '../support/sandbox.js';
import { killWithWatcher, runIdOf } from '../support/watcher.js';

const WAITING = 'inputs: { small: { from: a.yaml } }\ndeploy:\n  - run: echo started; sleep 100\n';

const root = (box: Sandbox): string => dirname(box.directory);

it('has nothing to do where nothing is left', async () => {
  await using box = await openSandbox();
  expect(await gc(box)).toEqual([0, 'Nothing is left of any run.\n']);
});

it('removes what a run left that died with its watcher, and leaves one that lives', async () => {
  await using box = await openSandbox();
  await box.session(WAITING);
  const alive = box.start(['--verbose', 'run', 'a.yaml']);
  await alive.says('| started');
  const dead = box.start(['--verbose', 'run', 'a.yaml']);
  await dead.says('| started');
  const runId = await killWithWatcher(dead, 2000);
  await tagImage(BUSYBOX, `unattend.invalid/candidate:${runId}`);

  const aliveLine = `left          run RUN: it is under way (process ${alive.child.pid ?? 0})\n`;
  const removed = (word: string): readonly string[] => [
    `${word}ROOT/tmp/unattend-RUN`,
    `${word}image unattend.invalid/candidate:RUN`,
  ];
  const linesOf = ([, text]: readonly [unknown, string]): readonly string[] =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .sort();
  expect(linesOf(await gc(box, '--dry-run'))).toEqual(
    [aliveLine.trimEnd(), ...removed('would remove  ')].sort(),
  );
  expect(await hasImage(`unattend.invalid/candidate:${runId}`)).toBe(true);
  expect(linesOf(await gc(box))).toEqual([aliveLine.trimEnd(), ...removed('removed       ')].sort());
  expect(await hasImage(`unattend.invalid/candidate:${runId}`)).toBe(false);
  expect(await gc(box)).toEqual([0, aliveLine]);
  expect(await containersOf([runIdOf(alive)])).toEqual([`unattend-${runIdOf(alive)} running`]);
  alive.child.kill('SIGTERM');
  expect((await alive.ended).exitCode).toBe(143);
  expect(await gc(box)).toEqual([0, 'Nothing is left of any run.\n']);
});

it('takes nobody for the run who only has its number, and leaves what it cannot tell', async () => {
  await using box = await openSandbox();
  await box.session(WAITING);
  const run = box.start(['--verbose', 'run', 'a.yaml']);
  await run.says('| started');
  const file = ledgerOf(box, await killWithWatcher(run));
  // The test's own process: it is there, and is another one.
  await editLedger(file, ({ owner }) => ({
    owner: { ...(owner as object), machine: 'elsewhere', pid: process.pid },
  }));
  expect(await gc(box)).toEqual([0, 'left          run RUN: its process is on another machine, elsewhere\n']);
  expect((await box.left()).files).toContain(LEDGER);
  await editLedger(file, ({ owner }) => ({ owner: { ...(owner as object), machine: hostname() } }));
  expect(await gc(box)).toEqual([0, 'removed       ROOT/tmp/unattend-RUN\n']);
  expect(await box.left()).toEqual(RECORDING);
});

it('removes nothing that a ledger names which its run cannot have made, and takes no other user’s word', async () => {
  await using box = await openSandbox();
  await box.session(WAITING);
  const run = box.start(['--verbose', 'run', 'a.yaml']);
  await run.says('| started');
  const runId = await killWithWatcher(run);
  const file = ledgerOf(box, runId);
  const others = join(root(box), 'tmp', 'of-somebody');
  await mkdir(others);
  const image = `unattend-test/${box.token}:other`;
  await tagImage(BUSYBOX, image);
  const folder = join(dirname(file), '0123456789ab.json');
  await mkdir(folder);
  const leftFolder =
    'left          run 0123456789ab: ROOT/state/unattend/runs/0123456789ab.json is no file\n';
  const written = await readFile(file, 'utf8');
  const unread = `left          run RUN: ROOT/state/unattend/runs/RUN.json cannot be read; with --all it goes once it is a day old\n`;
  for (const foreign of [
    { paths: [others] },
    { paths: ['unattend-' + runId] },
    { paths: [null] },
    { images: [image] },
    { images: { length: 1 } },
    { containers: [`unattend-${box.token}`] },
    { kept: { container: `unattend-${runId}`, inputs: others, sinceMs: 0 } },
  ]) {
    await writeFile(file, written);
    await editLedger(file, () => foreign);
    expect([foreign, await gc(box)]).toEqual([foreign, [0, leftFolder + unread]]);
  }
  await writeFile(file, written);
  await chown(file, 12345, 12345);
  const ofAnother = `left          run RUN: ROOT/state/unattend/runs/RUN.json belongs to another user, whose gc looks after it\n`;
  expect(await gc(box)).toEqual([0, leftFolder + ofAnother]);
  expect(await readdir(dirname(others))).toEqual(
    expect.arrayContaining(['of-somebody', `unattend-${runId}`]),
  );
  expect(await hasImage(image)).toBe(true);
  await chown(file, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
  expect(await gc(box)).toEqual([0, `removed       ROOT/tmp/unattend-RUN\n${leftFolder}`]);
  await removeImage(image);
});

it('says when the engine of a ledger does not answer, and keeps the ledger', async () => {
  await using box = await openSandbox();
  await box.session(WAITING);
  await using engine = await openProxy();
  const run = box.start(['--verbose', 'run', 'a.yaml', '--engine', engine.address]);
  await run.says('| started');
  const file = ledgerOf(box, await killWithWatcher(run));
  await engine[Symbol.asyncDispose]();
  const failure = `No container engine answers (tried ${engine.address} (not there)).`;
  expect(await gc(box)).toEqual([5, `removed       ROOT/tmp/unattend-RUN\nFAILED        ${failure}\n`]);
  expect(await gc(box, '--json')).toEqual([
    5,
    `${JSON.stringify({ removed: [], left: [], failures: [failure] }, null, 2)}\n`,
  ]);
  expect((await box.left()).files).toEqual([...RECORDING.files, LEDGER]);
  await editLedger(file, () => ({ engine: engineAddress() }));
  expect((await gc(box))[0]).toBe(0);
  expect(await box.left()).toEqual(RECORDING);
});

it('removes what --keep has left once it is a day old, with its image, and tells of it before', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made\ntest:\n  - { absent: /made }\n');
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--keep']);
  expect(exitCode).toBe(8);
  const runId = /\(run (\w+)\)/.exec(stderr)?.[1] ?? '';
  const file = ledgerOf(box, runId);
  const sinceMs = Date.now() - 23 * 3600 * 1000;
  await editLedger(file, ({ kept }) => ({ kept: { ...(kept as object), sinceMs } }));
  const untilWhen = new Date(sinceMs + 24 * 3600 * 1000).toISOString();
  expect(await gc(box)).toEqual([
    0,
    `left          container unattend-RUN-test: --keep left it; gc removes it after ${untilWhen}\n`,
  ]);
  expect(await containersOf([runId])).toEqual([`unattend-${runId}-test running`]);
  await editLedger(file, ({ kept }) => ({ kept: { ...(kept as object), sinceMs: sinceMs - 3600 * 1000 } }));
  expect(await gc(box)).toEqual([
    0,
    'removed       container unattend-RUN-test\nremoved       image unattend.invalid/candidate:RUN\n',
  ]);
  expect(await box.left()).toEqual(RECORDING);
});

it('removes the image of a kept container that its user has removed', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made\ntest:\n  - { absent: /made }\n');
  const { stderr } = await box.run(['run', 'a.yaml', '--keep']);
  const runId = /\(run (\w+)\)/.exec(stderr)?.[1] ?? '';
  await callEngine({ method: 'DELETE', path: `/containers/unattend-${runId}-test?force=1` });
  expect(await gc(box)).toEqual([0, 'removed       image unattend.invalid/candidate:RUN\n']);
  expect(await box.left()).toEqual(RECORDING);
});

it('with --all removes what has our names and is old, and nothing else', async () => {
  await using box = await openSandbox();
  const [young, old] = [`0${box.token.slice(1)}`, `1${box.token.slice(1)}`];
  const temporary = join(root(box), 'tmp');
  for (const name of [`unattend-${young}`, `unattend-${old}`, `unattend-${old}-mine`])
    await mkdir(join(temporary, name));
  const longAgo = new Date(Date.now() - 25 * 3600 * 1000);
  for (const name of [`unattend-${old}`, `unattend-${old}-mine`])
    await utimes(join(temporary, name), longAgo, longAgo);
  const body = Buffer.from(JSON.stringify({ Image: BUSYBOX, Cmd: ['sleep', '600'] }));
  const name = `unattend-${young}`;
  await fromEngine({ method: 'POST', path: `/containers/create?name=${name}`, body });
  await tagImage(BUSYBOX, `unattend.invalid/candidate:${young}`);
  try {
    expect(await gc(box)).toEqual([0, 'Nothing is left of any run.\n']);
    const { exitCode, stdout } = await box.run(['gc', '--all']);
    const text = stdout.replaceAll(root(box), 'ROOT');
    expect(exitCode).toBe(0);
    const why = 'it is not a day old, and no ledger of this machine says whose it is';
    for (const line of [
      `removed       ROOT/tmp/unattend-${old}`,
      `left          ROOT/tmp/unattend-${young}: ${why}`,
      `left          unattend-${young}: ${why}`,
      `left          unattend.invalid/candidate:${young}: ${why}`,
    ])
      expect(text.split('\n')).toContain(line);
    expect((await readdir(temporary)).sort()).toEqual([`unattend-${young}`, `unattend-${old}-mine`]);
    expect(await hasImage(`unattend.invalid/candidate:${young}`)).toBe(true);
  } finally {
    await callEngine({ method: 'DELETE', path: `/containers/${name}?force=1` });
    await removeImage(`unattend.invalid/candidate:${young}`);
  }
});

it('gives tags back that a run had given when it died before all of them were', async () => {
  await using box = await openSandbox();
  await box.session(WAITING);
  const run = box.start(['--verbose', 'run', 'a.yaml']);
  await run.says('| started');
  const runId = await killWithWatcher(run);
  const [moved, fresh] = [box.tag, `unattend-test/${box.token}:fresh`];
  const imageId = (await inspectImage('unattend-dev/debian:bookworm')).Id;
  const previousId = (await inspectImage(BUSYBOX)).Id;
  for (const tag of [moved, fresh]) await tagImage('unattend-dev/debian:bookworm', tag);
  const tags = [{ ref: moved, previousId }, { ref: fresh }];
  await editLedger(ledgerOf(box, runId), () => ({ publication: { imageId, tags } }));
  expect((await gc(box))[0]).toBe(0);
  expect((await inspectImage(moved)).Id).toBe(previousId);
  expect(await hasImage(fresh)).toBe(false);
  expect(await hasImage('unattend-dev/debian:bookworm')).toBe(true);
});

const PASSWORD = 'p4ssw0rd-of-a-test';

it.each([
  ['unattend-dev/builder:bookworm', 'builder', 'sudo: all, stub: [systemctl], '],
  ['unattend-dev/debian:bookworm', 'root', 'sudo: all, '],
])('closes in a container of somebody else what a power cut left open: %s', async (image, user, grants) => {
  await using box = await openSandbox();
  await using container = await startContainer(image);
  await box.session(`container: { user: ${user} }
inputs: { small: { from: a.yaml } }
secrets: { login: { env: LOGIN } }
deploy:
  - scope: { ${grants}credentials: { ~/.profile: { secret: login }, ~/.acme/deep/token: { secret: login } } }
    steps: [{ run: 'sudo -n id -u; cat ~/.profile; echo; echo here; sleep 60' }]
`);
  const look = [
    'stat -c "%n %s %a %U %Y" ~USER/.profile; ls -A ~USER /etc/sudoers.d /usr/bin | grep -v ^total',
    'ls -A /dev/unattend 2>&1; su USER -c "sudo -n true" >/dev/null 2>&1; echo "sudo $?"; cat ~USER/.profile',
  ]
    .join('; ')
    .replaceAll('USER', user);
  const before = await container.run(look);
  const run = box.start(['--verbose', 'run', 'a.yaml', '--container', container.id], {
    env: { LOGIN: PASSWORD },
  });
  await run.says('| here');
  expect(await container.run(look)).not.toBe(before);
  // The container first: whoever holds the scopes there never sees our end go. Nor does our end see the container go.
  run.child.kill('SIGSTOP');
  await fromEngine({ method: 'POST', path: `/containers/${container.id}/kill` });
  const file = ledgerOf(box, await killWithWatcher(run));
  expect(await readFile(file, 'utf8')).not.toContain(PASSWORD);

  const short = container.id.slice(0, 12);
  const [exitCode, text] = await gc(box);
  expect(exitCode).toBe(5);
  expect(text).toContain('FAILED        Cannot take back ');
  expect(text).toContain('does not run; start it and run gc again.\n');
  expect((await box.left()).files).toContain(LEDGER);

  await fromEngine({ method: 'POST', path: `/containers/${container.id}/start` });
  expect(await container.run(look)).not.toBe(before);
  const [again, said] = await gc(box);
  expect(said).toContain(`removed       sudo for ${user} in the container ${short}\n`);
  expect(again).toBe(0);
  expect(await container.run(look)).toBe(before);
  expect(before).toContain('sudo 1');
  expect(await container.run('ls -A /dev/unattend 2>&1')).toContain('No such file');
  expect(await box.left()).toEqual(RECORDING);
  expect(await gc(box)).toEqual([0, 'Nothing is left of any run.\n']);
});

it('closes what is open when only we die: the scope’s own script first, then the watcher, which finds nothing', async () => {
  await using box = await openSandbox();
  await using container = await startContainer('unattend-dev/builder:bookworm');
  await box.session(`container: { user: builder }
inputs: { small: { from: a.yaml } }
deploy:
  - scope: { credentials: { ~/.profile: { env: LOGIN } } }
    steps: [{ run: 'echo here; sleep 60' }]
`);
  const look = 'stat -c "%n %s %a %U %Y" ~builder/.profile; ls -A ~builder /dev/unattend 2>&1';
  const before = await container.run(look);
  const run = box.start(['--verbose', 'run', 'a.yaml', '--container', container.id], {
    env: { LOGIN: PASSWORD },
  });
  await run.says('| here');
  expect(await container.run('cat ~builder/.profile')).toBe(PASSWORD);
  run.child.kill('SIGKILL');
  await run.ended;
  expect(await box.left(5000)).toEqual({ ...NOTHING, files: RECORDING.files });
  expect(await container.run(look)).toBe(before);
});
