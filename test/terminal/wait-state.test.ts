import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openHostTerminal } from '../../src/terminal/host.js';
import type { Terminal, WaitState } from '../../src/terminal/terminal.js';
import { until } from '../support/until.js';

const folder = mkdtempSync(join(tmpdir(), 'unattend-wait-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program on a terminal until `ready` is in its output, then looks. */
async function looking<T>(
  argv: readonly [string, ...string[]],
  ready: string,
  look: (terminal: Terminal) => Promise<T>,
): Promise<T> {
  let output = '';
  const env = {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    HOME: folder,
  };
  await using terminal = openHostTerminal({
    argv,
    env,
    cwd: folder,
    size: { columns: 80, rows: 24 },
    onOutput: (bytes) => (output += Buffer.from(bytes).toString()),
  });
  await until(`"${ready}" from ${argv.join(' ')}`, () => output.includes(ready));
  return await look(terminal);
}

const sh = (line: string) => ['/bin/bash', '--norc', '-c', line] as const;
const node = (script: string) => [process.execPath, '--input-type=commonjs', '-e', script] as const;
const python = (script: string) => ['/usr/bin/python3', '-c', script] as const;
const perl = (script: string) => ['/usr/bin/perl', '-e', `$| = 1; ${script}`] as const;
const expectScript = (script: string) => ['/usr/bin/expect', '-c', script] as const;
const resolved = (name: string): string => JSON.stringify(createRequire(import.meta.url).resolve(name));

type Case = readonly [name: string, argv: readonly [string, ...string[]], ready: string];

/** The state is reached, and then holds. */
async function isSeen(argv: readonly [string, ...string[]], ready: string, state: WaitState): Promise<void> {
  const states = await looking(argv, ready, async (terminal) => {
    await until(`${state} of ${argv.join(' ')}`, async () => (await terminal.waitState()) === state);
    return [await terminal.waitState(), await terminal.waitState(), await terminal.waitState()];
  });
  expect(states).toEqual([state, state, state]);
}

describe('a program that certainly waits for its terminal', () => {
  it.each<Case>([
    ['bash read', sh('read -p "Name: " n'), 'Name:'],
    ['read -e (readline)', sh('read -e -p "Name: " n'), 'Name:'],
    ['read -s', sh('read -s -p "Password: " n'), 'Password:'],
    ['an interactive shell', ['/bin/bash', '--norc', '-i'], 'bash-'],
    ['dash read', ['/bin/dash', '-c', 'printf Name:; read n'], 'Name:'],
    ['cat', sh('echo ready; exec cat'), 'ready'],
    ['a child of a waiting shell', sh('bash -c "read -p Name: n"; true'), 'Name:'],
    ['a shell whose output goes through tee', sh('exec > >(tee -a log) 2>&1; echo Name:; read n'), 'Name:'],
    ['a shell with a coprocess', sh('coproc cat; echo Name:; read n'), 'Name:'],
    ['a shell with a stopped job', sh('set -m; sleep 60 & kill -STOP $!; echo Name:; read n'), 'Name:'],
    ['python input()', python('input("Name: ")'), 'Name:'],
    ['python getpass', python('import getpass; getpass.getpass("Password: ")'), 'Password:'],
    [
      'python that waits for a child',
      python('import subprocess; subprocess.run(["bash", "-c", "read -p Name: n"])'),
      'Name:',
    ],
    ['perl', perl('print "Name: "; $x = <STDIN>'), 'Name:'],
    ['whiptail', sh('whiptail --yesno "Install it?" 8 40'), 'Install it?'],
    ['dialog', sh('dialog --yesno "Install it?" 8 40'), 'Install it?'],
    [
      'a poll on the terminal alone',
      python(
        'import select; print("ready", flush=True); p = select.poll(); p.register(0, select.POLLIN); p.poll()',
      ),
      'ready',
    ],
    [
      'a select on the terminal alone',
      python('import select; print("ready", flush=True); select.select([0], [], [])'),
      'ready',
    ],
    [
      'an epoll on the terminal alone',
      python(
        'import select; print("ready", flush=True); p = select.epoll(); p.register(0, select.EPOLLIN); p.poll()',
      ),
      'ready',
    ],
    ['less', sh('seq 1000 | less'), ':'],
    ['less, its pipe full', sh('seq 1000000 | less'), ':'],
    ['ssh-keygen', sh('ssh-keygen -q -t ed25519 -f key'), 'Enter passphrase'],
    [
      'make',
      sh('printf "all:\\n\\t@read -p Name: n\\n" >ask.mk; make -s SHELL=/bin/bash -f ask.mk'),
      'Name:',
    ],
    ['a terminal behind another (script)', sh('script -qc "bash -c \'read -p Name: n\'" /dev/null'), 'Name:'],
    [
      'a terminal behind two',
      sh(`script -qc "script -qc \\"bash -c 'read -p Name: n'\\" /dev/null" /dev/null`),
      'Name:',
    ],
    ['a terminal behind python', python('import pty; pty.spawn(["bash", "-c", "read -p Name: n"])'), 'Name:'],
    ['a terminal behind expect', expectScript('spawn -noecho bash -c "read -p Name: n"; interact'), 'Name:'],
    [
      'more than one thread',
      python(
        'import threading; e = threading.Event(); threading.Thread(target=e.wait, daemon=True).start(); input("Name: ")',
      ),
      'Name:',
    ],
  ])('%s', async (_, argv, ready) => {
    await isSeen(argv, ready, 'reading');
  });
});

describe('a program that perhaps waits for its terminal', () => {
  it.each<Case>([
    [
      'node readline',
      node(
        'require("readline").createInterface({input:process.stdin,output:process.stdout}).question("Name: ",()=>{})',
      ),
      'Name:',
    ],
    [
      'node readline beside a socket',
      node(
        'require("net").createServer().listen(0, "127.0.0.1", () => require("readline").createInterface({input:process.stdin,output:process.stdout}).question("Name: ",()=>{}))',
      ),
      'Name:',
    ],
    [
      'clack',
      node(`import(${resolved('@clack/prompts')}).then((clack) => clack.text({ message: "Name" }))`),
      'Name',
    ],
    [
      'inquirer',
      node(
        `import(${resolved('@inquirer/prompts')}).then((inquirer) => inquirer.input({ message: "Name" }))`,
      ),
      'Name',
    ],
    ['a time limit', sh('read -t 60 -p "Name: " n'), 'Name:'],
    [
      'a poll on more than the terminal',
      python(
        'import os, select; r, w = os.pipe(); s = __import__("socket").socket(); s.bind(("127.0.0.1", 0)); s.listen(); print("ready", flush=True); select.select([0, s], [], [])',
      ),
      'ready',
    ],
    ['a reader whose child sleeps', sh('sleep 60 & read -p "Name: " n'), 'Name:'],
    [
      'a reader whose child has left the session',
      sh('setsid sleep 60 </dev/null >/dev/null 2>&1 & read -p "Name: " n'),
      'Name:',
    ],
    [
      'a reader, and an orphan that holds its terminal',
      sh('(setsid sleep 60 &); read -p "Name: " n'),
      'Name:',
    ],
    [
      'a reader beside one of a pipe, whose writer has left the family',
      sh('printf ready; cat /dev/tty >/dev/null & (setsid -f sleep 60 </dev/null 2>/dev/null) | cat'),
      'ready',
    ],
    [
      'a reader whose output goes through tee, and to it that of an orphan',
      sh('exec > >(tee -a log) 2>&1; (setsid sleep 60 </dev/null &); echo Name:; read n'),
      'Name:',
    ],
    [
      'a listener for keys beside a parent that sleeps',
      python(
        'import os, sys, time\nif os.fork() == 0: sys.stdin.read(1)\nprint("ready", flush=True); time.sleep(60)',
      ),
      'ready',
    ],
    [
      'a listener for keys beside a thread that sleeps',
      python(
        'import sys, threading, time; threading.Thread(target=lambda: sys.stdin.read(1), daemon=True).start(); print("ready", flush=True); time.sleep(60)',
      ),
      'ready',
    ],
    [
      'a listener for keys beside one that asks a service',
      python(
        'import os, socket, sys\na, b = socket.socketpair()\nif os.fork() == 0: a.recv(1)\nprint("ready", flush=True); sys.stdin.read(1)',
      ),
      'ready',
    ],
    [
      'a read that the terminal ends',
      sh('stty -icanon min 0 time 250; printf "Press a key: "; head -c 1'),
      'key:',
    ],
    [
      'a read that a terminal behind another ends',
      [
        '/usr/bin/script',
        '-qc',
        'stty -icanon min 0 time 250; printf "Press a key: "; head -c 1',
        '/dev/null',
      ],
      'key:',
    ],
    ['vi', sh('vi -u NONE -c "set updatetime=60000" new-file'), 'new-file'],
    [
      'tmux',
      sh(
        'tmux -L $$ -f /dev/null new "bash -c \'read -p Name: n\'" \\; set status off \\; set destroy-unattached on',
      ),
      'Name:',
    ],
  ])('%s', async (_, argv, ready) => {
    await isSeen(argv, ready, 'perhaps-reading');
  });
});

writeFileSync(
  join(folder, 'long.c'),
  `int f0(int x){return x;}\n${Array.from({ length: 6000 }, (_, n) => `int f${n + 1}(int x){return f${n}(x)*${n}+x;}`).join('\n')}\n`,
);
const twoJobs =
  'printf "all: a b\\na:\\n\\tsleep 60\\nb:\\n\\tsleep 60\\n" >jobs.mk; echo ready; make -s -j2 -f jobs.mk';

describe('a program that works in silence is never taken for a waiting one', () => {
  it.each<Case>([
    ['sleep', sh('echo ready; sleep 60'), 'ready'],
    ['a shell that loops', sh('echo ready; while :; do :; done'), 'ready'],
    ['a reader of a pipe', sh('echo ready; sleep 60 | cat'), 'ready'],
    ['a reader of a named pipe', sh('mkfifo pipe; echo ready; cat pipe'), 'ready'],
    ['a pager of a slow program', sh('echo ready; sleep 60 | cat | less'), 'ready'],
    ['wait for a background job', sh('echo ready; sleep 60 & wait'), 'ready'],
    ['dash that waits for a job', ['/bin/dash', '-c', 'echo ready; sleep 60 & wait'], 'ready'],
    ['a compiler', sh('echo ready; while :; do gcc -O3 -c long.c -o long.o; done'), 'ready'],
    [
      'a reader whose child compiles',
      sh('while :; do gcc -O3 -c long.c -o long.o; done & echo ready; read n'),
      'ready',
    ],
    ['make with two jobs', sh(twoJobs), 'ready'],
    ['an event loop with a timer', node('console.log("ready"); setInterval(()=>{}, 1000)'), 'ready'],
    [
      'an event loop with a socket',
      node('require("net").createServer().listen(0, "127.0.0.1", () => console.log("ready"))'),
      'ready',
    ],
    [
      'an asyncio loop',
      python('import asyncio; print("ready", flush=True); asyncio.run(asyncio.sleep(60))'),
      'ready',
    ],
    ['a perl timer', perl('print "ready"; select(undef, undef, undef, 60)'), 'ready'],
    ['a sleeper behind a terminal of its own', sh('script -qc "echo ready; sleep 60" /dev/null'), 'ready'],
    [
      'a program that answers another itself',
      expectScript('spawn -noecho bash -c "read -p ready n"; set timeout -1; expect never'),
      'ready',
    ],
    ['a stopped reader', sh('echo ready; kill -STOP $$; read n'), 'ready'],
  ])('%s', async (_, argv, ready) => {
    const states = await looking(argv, ready, async (terminal) => {
      const seen = [];
      for (let look = 0; look < 20; look++) seen.push(await terminal.waitState());
      return seen;
    });
    expect(states).toEqual(Array.from({ length: 20 }, () => 'working'));
  });
});

it('a look takes little: at most 30 ms of processor time of a busy machine, a fast one needs 5', async () => {
  const usedMs = await looking(sh('read -p "Name: " n'), 'Name:', async (terminal) => {
    const each: number[] = [];
    for (let look = 0; look < 9; look++) {
      const before = process.cpuUsage();
      await terminal.waitState();
      const { user, system } = process.cpuUsage(before);
      each.push((user + system) / 1000);
    }
    return each.sort((a, b) => a - b)[4] ?? Infinity;
  });
  expect(usedMs).toBeLessThan(30);
});
