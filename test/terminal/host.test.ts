import { createHash } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openHostTerminal } from '../../src/terminal/host.js';
import { processesOfSession } from '../../src/terminal/session-processes.js';
import type { Completion, Terminal } from '../../src/terminal/terminal.js';

const env = { PATH: '/usr/bin:/bin' };
const size = { columns: 100, rows: 40 };

function open(
  script: string,
  onOutput: (bytes: Uint8Array) => void = () => undefined,
  more: Record<string, string> = {},
): Terminal {
  return openHostTerminal({
    argv: ['/bin/sh', '-c', script],
    env: { ...env, ...more },
    cwd: '/',
    size,
    onOutput,
  });
}

async function run(
  script: string,
  more: Record<string, string> = {},
): Promise<{ output: string; completion: Completion }> {
  const pieces: Uint8Array[] = [];
  await using terminal = open(script, (bytes) => pieces.push(bytes), more);
  const completion = await terminal.completion;
  return { output: Buffer.concat(pieces).toString('utf8'), completion };
}

/** Resolves when the output contains the text; rejects after 10 s with what there is. */
function printed(script: string, wanted: string): Promise<{ terminal: Terminal; output: () => string }> {
  return new Promise((resolve, reject) => {
    let output = '';
    const late = setTimeout(() => reject(new Error(`no "${wanted}" in: ${output}`)), 10_000);
    const terminal = open(script, (bytes) => {
      output += Buffer.from(bytes).toString('utf8');
      if (!output.includes(wanted)) return;
      clearTimeout(late);
      resolve({ terminal, output: () => output });
    });
  });
}

const openPtys = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return /ptmx|\/pts\//.test(readlinkSync(`/proc/self/fd/${fd}`));
    } catch {
      return false;
    }
  }).length;

/** What the system answers to whoever signals another user's program. */
function refusedSignals(): Disposable & { signalNames: () => readonly unknown[] } {
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
  });
  return {
    signalNames: () => kill.mock.calls.map(([, signalName]) => signalName),
    [Symbol.dispose]: () => kill.mockRestore(),
  };
}

describe('a host terminal', () => {
  it('delivers the last byte before the completion, however quickly the program ends', async () => {
    const before = openPtys();
    for (let round = 0; round < 100; round++) {
      const { output, completion } = await run('head -c 20000 /dev/zero | tr "\\0" x; printf END; exit 7');
      expect(completion).toEqual({ kind: 'exit', exitCode: 7 });
      expect([output.length, output.slice(-5)]).toEqual([20_003, 'xxEND']);
    }
    expect(openPtys()).toBe(before);
  });

  it('C17: has its size before the first byte, and tells the program of a new one', async () => {
    const { terminal, output } = await printed(
      'stty size; trap "stty size; exit 0" WINCH; echo ready; while :; do sleep 0.01; done',
      'ready',
    );
    await terminal.resize({ columns: 84, rows: 19 });
    await terminal.completion;
    expect(output()).toBe('40 100\r\nready\r\n19 84\r\n');
  });

  it('C18: keeps exit code and signal apart', async () => {
    expect((await run('exit 0')).completion).toEqual({ kind: 'exit', exitCode: 0 });
    expect((await run('exit 142')).completion).toEqual({ kind: 'exit', exitCode: 142 });
    expect((await run('kill -ALRM $$')).completion).toEqual({ kind: 'signal', signalName: 'SIGALRM' });
  });

  it('C18: kills a program that ignores HUP, INT and TERM, with all it started, once and again', async () => {
    const { terminal, output } = await printed(
      'trap "" HUP INT TERM; (trap "" HUP; sleep 600) & echo "leader $$"; wait; sleep 600',
      'leader',
    );
    const leader = Number(/leader (\d+)/.exec(output())?.[1]);
    expect(processesOfSession(leader).length).toBeGreaterThan(1);
    await Promise.all([terminal.kill({ graceMs: 50 }), terminal.kill({ graceMs: 50 })]);
    await terminal[Symbol.asyncDispose]();
    expect(await terminal.completion).toEqual({ kind: 'signal', signalName: 'SIGKILL' });
    expect(processesOfSession(leader)).toEqual([]);
  });

  it.each([
    ['a child that has left the session', 'setsid sleep 1000 </dev/null >/dev/null 2>&1 & echo "child $!."'],
    ['a child of such a child', 'setsid sh -c "sleep 1000; :" </dev/null >/dev/null 2>&1 & echo "child $!."'],
    ['an orphan that holds the terminal', '(setsid sleep 1000 & echo "child $!.")'],
  ])('ends %s', async (_, start) => {
    const { terminal, output } = await printed(`${start}; read x`, '.');
    const child = Number(/child (\d+)/.exec(output())?.[1]);
    const session = (): readonly number[] => processesOfSession(child);
    await expect.poll(session, { timeout: 10_000 }).toContain(child);
    await terminal.kill({ graceMs: 50 });
    expect(session()).toEqual([]);
  });

  it('kills nobody who has got a terminal of the same name', async () => {
    // Somebody else on this machine may get it first.
    for (let round = 0, isSame = false; !isSame && round < 10; round++) {
      const { terminal, output } = await printed('trap "" HUP; tty; echo ready; read x', 'ready');
      const [name = ''] = /\S+/.exec(output()) ?? [];
      const next: Terminal[] = [];
      let names = '';
      // Its number is free from here on, while what is left of the program is still looked for.
      const opened = terminal.completion.then(() => {
        for (let count = 0; count < 5; count++)
          next.push(open('tty; sleep 0.5; exit 7', (bytes) => (names += Buffer.from(bytes).toString())));
      });
      await Promise.all([terminal.kill({ graceMs: 50 }), opened]);
      const ends = await Promise.all(next.map(({ completion }) => completion));
      expect(ends).toEqual(ends.map(() => ({ kind: 'exit', exitCode: 7 })));
      isSame = names.split(/\s+/).includes(name);
      if (round === 9) expect(isSame).toBe(true);
    }
  });

  it('ends a program of another user, which may not be signalled, by hanging up', async () => {
    const { terminal } = await printed('echo ready; read x', 'ready');
    using refused = refusedSignals();
    await terminal.kill({ graceMs: 50 });
    expect(await terminal.completion).toEqual({ kind: 'signal', signalName: 'SIGHUP' });
    expect(refused.signalNames()).toContain('SIGHUP');
  });

  it.each([2 ** 31, Infinity])('gives a program %d ms to end before it is killed', async (graceMs) => {
    const { terminal, output } = await printed(
      'trap "sleep 0.3; echo cleaned; exit 5" HUP; echo ready; read x',
      'ready',
    );
    await terminal.kill({ graceMs });
    expect(await terminal.completion).toEqual({ kind: 'exit', exitCode: 5 });
    expect(output()).toContain('cleaned');
  });

  it('does not make who kills at once wait for who has all the time', async () => {
    const { terminal } = await printed('trap "" HUP; echo ready; exec sleep 600', 'ready');
    const patient = terminal.kill({ graceMs: Infinity });
    await terminal.kill({ graceMs: 0 });
    await patient;
    expect(await terminal.completion).toEqual({ kind: 'signal', signalName: 'SIGKILL' });
  });

  it('kills again while somebody is left', async () => {
    const { terminal } = await printed('trap "" HUP; echo ready; exec sleep 600', 'ready');
    const kill = process.kill.bind(process);
    const isLost = (name: unknown): boolean =>
      name === 'SIGKILL' && spy.mock.calls.filter(([, each]) => each === name).length < 4;
    const spy = vi.spyOn(process, 'kill').mockImplementation((pid, name) => isLost(name) || kill(pid, name));
    try {
      await terminal.kill({ graceMs: 0 });
    } finally {
      spy.mockRestore();
    }
    expect(await terminal.completion).toEqual({ kind: 'signal', signalName: 'SIGKILL' });
  });

  it('says so when such a program does not end', async () => {
    const { terminal, output } = await printed('trap "" HUP; echo "leader $$"; sleep 600', 'leader');
    const leader = Number(/leader (\d+)/.exec(output())?.[1]);
    const refused = refusedSignals();
    await expect(terminal.kill({ graceMs: 50 })).rejects.toMatchObject({ code: 'UNATTEND_CLEANUP_FAILED' });
    refused[Symbol.dispose]();
    await expect(terminal.completion).rejects.toMatchObject({ code: 'UNATTEND_CLEANUP_FAILED' });
    for (const pid of processesOfSession(leader)) process.kill(pid, 'SIGKILL');
  });

  it('loses nothing when it is kept from reading after the end', async () => {
    let size = 0;
    await using terminal = open('exec head -c 20000 /dev/zero', (bytes) => {
      size += bytes.length;
      const untilMs = performance.now() + 600; // a listener that takes longer than the drain
      while (performance.now() < untilMs);
    });
    await terminal.completion;
    expect(size).toBe(20_000);
  });

  it('C44: a background process that keeps the terminal does not delay the exit', async () => {
    const startedMs = performance.now();
    const { completion } = await run('(trap "" HUP; exec sleep 5) & exit 3');
    expect(completion).toEqual({ kind: 'exit', exitCode: 3 });
    expect(performance.now() - startedMs).toBeLessThan(3000);
  });

  it('gives the program the environment it is told and nothing else, umask 022, and no descriptor of ours', async () => {
    process.env['UNATTEND_CANARY'] = 'leaked';
    const other = await printed('printf ready; read x', 'ready'); // its master side must not be inherited either
    const { output } = await run('env | sort; umask; readlink /proc/self/fd/*; tty', { ONLY: 'this' });
    const lines = output.split('\r\n');
    expect(lines.filter((line) => line.includes('='))).toEqual(['ONLY=this', 'PATH=/usr/bin:/bin', 'PWD=/']);
    expect(lines).toContain('0022');
    expect(output).not.toContain('ptmx');
    await other.terminal.kill();
    expect(output).toMatch(/\/dev\/pts\/\d+/);
  });

  it('sees echo go off, also late, and says when it stays on', async () => {
    const { terminal } = await printed(
      'printf "Password: "; sleep 0.2; stty -echo; read x; stty echo; echo; printf "Name: "; read y; printf more; read z',
      'Password:',
    );
    expect(await terminal.waitForEchoOff(10_000)).toBe('off');
    terminal.write(Buffer.from('secret\r'));
    const named = await printed('printf "Name: "; read y', 'Name:');
    expect(await named.terminal.waitForEchoOff(100)).toBe('on');
    await Promise.all([terminal.kill(), named.terminal.kill()]);
  });

  const late = 'printf Password:; sleep 0.5; stty -echo; read x';
  it.each([
    ['script', `script -qc '${late}' /dev/null`, 'off'],
    ['su', `su -P root -s /bin/sh -c '${late}'`, 'off'],
    ['two', `script -qc "su -P root -s /bin/sh -c '${late}'" /dev/null`, 'off'],
    ['script, in raw mode', `script -qc 'bash -c "read -e -p Password:"' /dev/null`, 'raw'],
    ['script, which it does not hide', `script -qc 'printf "Password: "; read x' /dev/null`, 'on'],
    [
      'one that answers itself',
      `expect -c 'spawn -noecho sh -c "printf Password:; read x"; stty raw -echo; expect never'`,
      'raw',
    ],
  ])('sees the echo of a terminal behind %s', async (_, line, state) => {
    const { terminal } = await printed(line, 'Password:');
    expect(await terminal.waitForEchoOff(state === 'off' ? 10_000 : 300)).toBe(state);
    await terminal.kill();
  });

  it('delivers what is typed while the program does not read, whole', async () => {
    const { terminal, output } = await printed(
      'stty raw -echo; echo ready; sleep 0.3; head -c 60000 | sha256sum; stty sane',
      'ready',
    );
    terminal.write(Buffer.alloc(60_000, 'a'));
    await terminal.completion;
    const digest = createHash('sha256').update(Buffer.alloc(60_000, 'a')).digest('hex');
    expect(output()).toContain(`${digest}  -`);
  });

  it("says in the program's own output that a command does not exist", async () => {
    const pieces: Uint8Array[] = [];
    await using terminal = openHostTerminal({
      argv: ['/no/such/program'],
      env,
      cwd: '/',
      size,
      onOutput: (bytes) => pieces.push(bytes),
    });
    expect(await terminal.completion).toEqual({ kind: 'exit', exitCode: 127 });
    expect(Buffer.concat(pieces).toString('utf8')).toContain('/no/such/program: not found');
  });

  it('has no effect on what it runs when its owner types after the end', async () => {
    await using terminal = open('exit 0');
    await terminal.completion;
    terminal.write(Buffer.from('late\r'));
    await terminal.resize({ columns: 10, rows: 10 });
    expect(await terminal.completion).toEqual({ kind: 'exit', exitCode: 0 });
  });
});
