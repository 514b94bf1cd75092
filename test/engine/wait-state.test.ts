import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Container, Engine } from '../../src/engine/engine.js';
import type { WaitState } from '../../src/terminal/terminal.js';
import { BUSYBOX, DEBIAN, shell, startContainer, testEngine } from './support/engine.js';
import { type Somebodys, startSomebodys } from './support/somebodys.js';
import { openShell } from './support/terminal.js';
import { until } from './support/until.js';

let engine: Engine;
let container: Container;

beforeAll(async () => {
  engine = await testEngine();
  container = await startContainer(engine, { image: 'unattend-dev/builder:bookworm' });
});
afterAll(async () => {
  await container[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

beforeAll(async () => {
  const rules =
    'builder ALL=(ALL) NOPASSWD: /usr/bin/apt-get, /bin/sh, /usr/bin/bash, /usr/bin/sudo, /usr/bin/sleep\n';
  await shell(
    container,
    `printf '${rules}' >/etc/sudoers.d/zz; cp /usr/bin/cat /usr/local/bin/setuid-cat; chmod 4711 /usr/local/bin/setuid-cat`,
  );
});

/** A state is reached, and then holds. */
async function isSeen(line: string, ready: string, seen: Seen): Promise<void> {
  const { state, user, where = container } = { user: 'builder', ...seen };
  await using program = await openShell(where, line, { ...(user !== undefined && { user }) });
  await program.sees(ready);
  await until(`${state} of ${line}`, async () => (await program.terminal.waitState()) === state, 30_000);
  expect([await program.terminal.waitState(), await program.terminal.waitState()]).toEqual([state, state]);
}

interface Seen {
  readonly state: WaitState;
  /** `undefined` for the container's own. */
  readonly user?: string | undefined;
  readonly where?: Container;
}

describe('programs in a container', () => {
  it.each([
    ['read, as root', 'read -p "Name: " n', 'Name:', 'root'],
    ['read, as another user', 'read -p "Name: " n', 'Name:', 'builder'],
    ['read -e, as another user', 'bash -c "read -e -p Name: n"', 'Name:', 'builder'],
    [
      'a select on the terminal alone',
      'perl -e \'$|=1; print "Name: "; my $r=""; vec($r,0,1)=1; select($r,undef,undef,undef)\'',
      'Name:',
      'builder',
    ],
    ['less', 'seq 1000 | less', ':', 'builder'],
    [
      'a shell whose output goes through tee',
      `bash -c 'exec > >(tee /dev/null) 2>&1; echo Name:; read n'`,
      'Name:',
      'builder',
    ],
    ["a program with its owner's rights", 'echo ready; exec setuid-cat', 'ready', 'builder'],
    ["passwd's question", 'passwd', 'Current password:', 'builder'],
    ["sudo's password prompt", 'sudo -k; sudo -p Secret: true', 'Secret:', 'builder'],
    ['apt-get under sudo, on a terminal of its own', 'sudo apt-get remove tzdata', '[Y/n]', 'builder'],
    [
      'a program of a third user under sudo',
      'sudo -u nobody sh -c "printf Name:; read n"',
      'Name:',
      'builder',
    ],
    ['sudo under sudo', 'sudo sudo -u builder sh -c "printf Name:; read n"', 'Name:', 'builder'],
    [
      'a terminal behind another (script)',
      `script -qc "bash -c 'read -p Name: n'" /dev/null`,
      'Name:',
      'builder',
    ],
  ])('%s: certainly wait', async (_, line, ready, user) => {
    await isSeen(line, ready, { state: 'reading', user });
  });

  it.each([
    [
      'a select with a time limit',
      'perl -e \'$|=1; print "Name: "; vec($r,0,1)=1; select($r,undef,undef,60)\'',
    ],
    ['a read that the terminal ends', 'stty -icanon min 0 time 250; printf "Name: "; head -c 1'],
    ['read -t', 'bash -c \'read -t 60 -p "Name: " n\''],
    ['a reader under sudo whose child sleeps', 'sudo bash -c \'sleep 60 & read -p "Name: " n\''],
    ['a reader whose child has left the session', 'setsid sleep 60 </dev/null & read -p "Name: " n'],
    [
      'a reader beside one of a pipe, whose writer has left the family',
      `bash -c 'printf Name:; cat /dev/tty >/dev/null & (setsid -f sleep 60 </dev/null 2>/dev/null) | cat'`,
    ],
  ])('%s: perhaps wait', async (_, line) => {
    await isSeen(line, 'Name:', { state: 'perhaps-reading' });
  });

  it.each([
    ['sleep', 'echo ready; sleep 60'],
    ['sleep under sudo', 'echo ready; sudo sleep 60'],
    ['a reader of a pipe', 'echo ready; sleep 60 | cat'],
    ['a reader of a named pipe', 'mkfifo /tmp/pipe.$$; echo ready; cat /tmp/pipe.$$'],
    ['wait for a job', 'echo ready; sleep 60 & wait'],
    ['a busy shell', 'echo ready; while :; do :; done'],
    ['a reader whose child works', 'while :; do :; done & echo ready; read n'],
    ['a perl timer', 'perl -e \'$|=1; print "ready\\n"; select(undef,undef,undef,60)\''],
    [
      'a perl socket',
      'perl -MIO::Socket::INET -e \'$|=1; $s = IO::Socket::INET->new(Listen => 1); print "ready\\n"; $s->accept\'',
    ],
    ['apt-get that simulates', 'echo ready; while :; do apt-get -s install base-files >/dev/null; done'],
  ])('%s: work, in 20 of 20 looks', async (_, line) => {
    await using program = await openShell(container, line, { user: 'builder' });
    await program.sees('ready');
    const seen = [];
    for (let look = 0; look < 20; look++) seen.push(await program.terminal.waitState());
    expect(seen).toEqual(Array.from({ length: 20 }, () => 'working'));
  });

  it.each([BUSYBOX, DEBIAN])('the tools of %s are enough', async (image) => {
    await using small = await startContainer(engine, { image });
    await using reader = await openShell(small, 'echo ready; read n');
    await reader.sees('ready');
    await until('reading', async () => (await reader.terminal.waitState()) === 'reading');
    await using sleeper = await openShell(small, 'echo ready; sleep 60');
    await sleeper.sees('ready');
    await until('working', async () => (await sleeper.terminal.waitState()) === 'working');
  });

  it('leave no helper behind and nothing in the layer', async () => {
    await using program = await openShell(container, 'read -p "Name: " n');
    await program.sees('Name:');
    await program.terminal.waitState();
    const helper = async (): Promise<string> =>
      (await shell(container, 'grep -lsa schedsta[t] /proc/[0-9]*/cmdline || :')).trim();
    expect(await helper()).not.toBe('');
    const changed = async (): Promise<readonly string[]> =>
      (await container.changes()).map(({ kind, path }) => `${kind} ${path}`).sort();
    const before = await changed();
    await program.terminal.kill();
    await until('no helper', async () => (await helper()) === '');
    expect(await changed()).toEqual(before);
    await shell(container, 'true');
  });
});

describe('programs in a container of somebody else, without SYS_PTRACE', () => {
  let somebodys: Somebodys;
  let visited: Container;
  beforeAll(async () => {
    somebodys = await startSomebodys({});
    visited = await engine.attachContainer(somebodys.name);
    await shell(visited, "echo 'builder ALL=(ALL) NOPASSWD: /bin/sh, /usr/bin/sleep' >/etc/sudoers.d/zz");
  });
  afterAll(() => somebodys[Symbol.asyncDispose]());

  it.each([
    ['root', 'read -p "Name: " n', 'root'],
    ['another user', 'read -p "Name: " n', 'builder'],
    ['a user without a name', 'read -p "Name: " n', '4711:4712'],
    ['a user whom root has become', "su nobody -s /bin/sh -c 'printf Name:; read n'", 'root'],
    ['the same on a terminal of its own', "su -P nobody -s /bin/sh -c 'printf Name:; read n'", 'root'],
  ])('of %s: seen by its owner', async (_, line, user) => {
    await isSeen(line, 'Name:', { state: 'reading', user, where: visited });
  });

  it.each([
    ["sudo's password prompt", 'sudo -k; sudo -p Name: true'],
    ["passwd's question", 'printf Name:; passwd'],
    ['a program behind sudo', "sudo sh -c 'printf Name:; read n'"],
    ['one of a third user behind sudo', "sudo -u nobody sh -c 'printf Name:; read n'"],
  ])('%s: perhaps waits, for nobody may look into sudo and passwd', async (_, line) => {
    await isSeen(line, 'Name:', { state: 'perhaps-reading', where: visited });
  });

  it('what works behind sudo is not said to wait', async () => {
    const line = "sudo sh -c 'printf Name:; sleep 60'";
    await isSeen(line, 'Name:', { state: 'unknown', where: visited });
  });

  it("of the container's own user: seen by its owner", async () => {
    await using others = await startSomebodys({ User: '1000' });
    await isSeen('read -p "Name: " n', 'Name:', {
      state: 'reading',
      user: undefined,
      where: await engine.attachContainer(others.name),
    });
  });
});
