import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openHostTerminal } from '../../src/terminal/host.js';
import type { Terminal } from '../../src/terminal/terminal.js';
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
const node = (script: string) => [process.execPath, '-e', script] as const;
const python = (script: string) => ['/usr/bin/python3', '-c', script] as const;

describe('a program that certainly waits for its terminal', () => {
  it.each([
    ['bash read', sh('read -p "Name: " n'), 'Name:'],
    ['read -e (readline)', sh('read -e -p "Name: " n'), 'Name:'],
    ['read -s', sh('read -s -p "Password: " n'), 'Password:'],
    ['cat', sh('echo ready; exec cat'), 'ready'],
    ['a child of a waiting shell', sh('bash -c "read -p Name: n"; true'), 'Name:'],
    ['python input()', python('input("Name: ")'), 'Name:'],
    ['python getpass', python('import getpass; getpass.getpass("Password: ")'), 'Password:'],
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
    ['less', sh('seq 1000 | less'), ':'],
    ['ssh-keygen', sh('ssh-keygen -q -t ed25519 -f key'), 'Enter passphrase'],
    ['a terminal behind another (script)', sh('script -qc "bash -c \'read -p Name: n\'" /dev/null'), 'Name:'],
    [
      'more than one thread',
      python(
        'import threading; e = threading.Event(); threading.Thread(target=e.wait, daemon=True).start(); input("Name: ")',
      ),
      'Name:',
    ],
  ])('%s', async (_, argv, ready) => {
    const states = await looking(argv, ready, async (terminal) => {
      await until('reading', async () => (await terminal.waitState()) === 'reading');
      return [await terminal.waitState(), await terminal.waitState()];
    });
    expect(states).toEqual(['reading', 'reading']);
  });
});

describe('a program that perhaps waits for its terminal', () => {
  it.each([
    [
      'node readline',
      node(
        'require("readline").createInterface({input:process.stdin,output:process.stdout}).question("Name: ",()=>{})',
      ),
      'Name:',
    ],
    ['a time limit', sh('read -t 60 -p "Name: " n'), 'Name:'],
    [
      'a poll on more than the terminal',
      python(
        'import os, select; r, w = os.pipe(); print("ready", flush=True); select.select([0, r], [], [])',
      ),
      'ready',
    ],
    ['a reader whose child is at work', sh('sleep 60 & read -p "Name: " n'), 'Name:'],
  ])('%s', async (_, argv, ready) => {
    const states = await looking(argv, ready, async (terminal) => {
      await until('perhaps', async () => (await terminal.waitState()) === 'perhaps-reading');
      return [await terminal.waitState(), await terminal.waitState()];
    });
    expect(states).toEqual(['perhaps-reading', 'perhaps-reading']);
  });
});

writeFileSync(
  join(folder, 'long.c'),
  `int f0(int x){return x;}\n${Array.from({ length: 6000 }, (_, n) => `int f${n + 1}(int x){return f${n}(x)*${n}+x;}`).join('\n')}\n`,
);

describe('a program that works in silence is never taken for a waiting one', () => {
  it.each([
    ['sleep', sh('echo ready; sleep 60'), 'ready'],
    ['a shell that loops', sh('echo ready; while :; do :; done'), 'ready'],
    ['a reader of a pipe', sh('echo ready; sleep 60 | cat'), 'ready'],
    ['wait for a background job', sh('echo ready; sleep 60 & wait'), 'ready'],
    ['a compiler', sh('echo ready; while :; do gcc -O3 -c long.c -o long.o; done'), 'ready'],
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
