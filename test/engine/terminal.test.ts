import { expect, test } from 'vitest';
import { matching, containing } from './support/matching.js';
import { BUSYBOX, DEBIAN, startContainer, testEngine } from './support/engine.js';
import { openShell } from './support/terminal.js';

test('loses no byte of a program that ends at once, and has its exit code after the last one, 100 times', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  for (let run = 0; run < 100; run++) {
    let sizeBytes = 0;
    let last = '';
    const terminal = await container.openTerminal({
      argv: ['sh', '-c', 'head -c 20000 /dev/zero | tr "\\0" x; printf END; exit 7'],
      env: {},
      cwd: '/',
      size: { columns: 80, rows: 24 },
      onOutput: (bytes) => {
        sizeBytes += bytes.length;
        last = Buffer.from(bytes).toString().slice(-3);
      },
    });
    const completion = await terminal.completion;
    expect({ completion, sizeBytes, last }).toEqual({
      completion: { kind: 'exit', exitCode: 7, mayBeSignal: true },
      sizeBytes: 20_003,
      last: 'END',
    });
  }
});

test.each([BUSYBOX, DEBIAN])(
  'gives the program its size, folder, user and umask from the first byte (%s)',
  async (image) => {
    await using engine = await testEngine();
    await using container = await startContainer(engine, { image });
    for (let run = 0; run < 10; run++) {
      await using shell = await openShell(container, 'stty size; umask; pwd; id -u; echo $TERM; tty', {
        size: { columns: 101, rows: 33 },
        env: { TERM: 'xterm-256color' },
        cwd: '/tmp',
        user: '65534:65534',
      });
      await shell.terminal.completion;
      expect(shell.output()).toMatch(
        /^33 101\r\n0022\r\n\/tmp\r\n65534\r\nxterm-256color\r\n\/dev\/pts\/\d+\r\n$/,
      );
    }
  },
);

test('the program is the leader of its session and has the terminal for itself', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await using shell = await openShell(container, 'cat /proc/self/stat; echo $$; cat /proc/$$/cmdline');
  await shell.terminal.completion;
  const [stat = '', leader = ''] = shell.output().split('\r\n');
  const [, , , parent, , session, tty, foreground] = stat.split(' ');
  expect({ parent, session }).toEqual({ parent: leader, session: leader });
  expect(Number(tty)).toBeGreaterThan(0);
  expect(foreground).toBe(leader);
});

test('hands on what is typed, byte by byte and ctrl-p too', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await using shell = await openShell(
    container,
    'stty raw -echo; echo ready; for i in 1 2 3; do head -c 1 | od -An -tx1; done',
  );
  await shell.sees('ready');
  for (const [byte, hex] of [
    ['\x10', '10'],
    ['\x11', '11'],
    ['\x04', '04'],
  ] as const) {
    shell.terminal.write(Buffer.from(byte));
    await shell.sees(` ${hex}\n`);
  }
  await expect(shell.terminal.completion).resolves.toEqual({ kind: 'exit', exitCode: 0, mayBeSignal: true });
  shell.terminal.write(Buffer.from('too late'));
});

test('resizes a running program', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await using shell = await openShell(
    container,
    'trap "stty size; exit" WINCH; echo ready; while :; do sleep 0.1; done',
  );
  await shell.sees('ready');
  await shell.terminal.resize({ columns: 132, rows: 50 });
  await shell.sees('50 132');
  await shell.terminal.completion;
  await shell.terminal.resize({ columns: 80, rows: 24 });
});

test('a program that does not exist is exit code 127 with the words of the shell', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  await using shell = await openShell(container, '', { argv: ['/opt/nope', '--yes'] });
  expect(await shell.terminal.completion).toEqual({ kind: 'exit', exitCode: 127, mayBeSignal: true });
  expect(shell.output()).toBe('unattend: 1: exec: /opt/nope: not found\r\n');
});

test('what the engine cannot start is ENGINE_REFUSED with its words', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await expect(openShell(container, 'true', { cwd: '/nope' })).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_REFUSED',
    message: matching(/^The container engine refused to start sh in the container: .*chdir .*\/nope/),
  });
  await expect(openShell(container, 'true', { user: 'nobody-here' })).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_REFUSED',
    message: containing('unable to find user nobody-here'),
  });
});

test.each(['sleep 1000 & exit 3', 'nohup sleep 1000 & exit 3', 'setsid sleep 1000 & sleep 0.2; exit 3'])(
  'a background process that holds the terminal does not hold up the exit code: %s',
  async (line) => {
    await using engine = await testEngine();
    await using container = await startContainer(engine, { image: DEBIAN });
    await using shell = await openShell(container, line);
    const start = performance.now();
    expect(await shell.terminal.completion).toEqual({ kind: 'exit', exitCode: 3, mayBeSignal: true });
    expect(performance.now() - start).toBeLessThan(8000);
  },
);

test('waits for a program that closes its terminal and runs on', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await using shell = await openShell(
    container,
    'echo bye; exec </dev/null >/dev/null 2>&1; sleep 1; exit 9',
  );
  expect(await shell.terminal.completion).toEqual({ kind: 'exit', exitCode: 9, mayBeSignal: true });
  expect(shell.output()).toBe('bye\r\n');
});

test('100 MB of output arrive whole and are not piled up', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  let sizeBytes = 0;
  let peakBytes = 0;
  const before = process.memoryUsage().external;
  const terminal = await container.openTerminal({
    argv: ['sh', '-c', 'head -c 100000000 /dev/zero | tr "\\0" x; echo END'],
    env: {},
    cwd: '/',
    size: { columns: 80, rows: 24 },
    onOutput: (bytes) => {
      sizeBytes += bytes.length;
      peakBytes = Math.max(peakBytes, process.memoryUsage().external - before);
    },
  });
  expect(await terminal.completion).toEqual({ kind: 'exit', exitCode: 0, mayBeSignal: true });
  expect(sizeBytes).toBe(100_000_005);
  expect(peakBytes).toBeLessThan(64_000_000);
});

test('two terminals of a container do not mix', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await using one = await openShell(container, 'read x; echo one $x');
  await using two = await openShell(container, 'read x; echo two $x');
  two.terminal.write(Buffer.from('b\r'));
  await two.terminal.completion;
  one.terminal.write(Buffer.from('a\r'));
  await one.terminal.completion;
  expect([one.output(), two.output()]).toEqual(['a\r\none a\r\n', 'b\r\ntwo b\r\n']);
});

test('ends when its container goes away', async () => {
  await using engine = await testEngine();
  const container = await startContainer(engine);
  await using shell = await openShell(container, 'echo ready; sleep 1000');
  await shell.sees('ready');
  await container[Symbol.asyncDispose]();
  await expect(shell.terminal.completion).resolves.toEqual({
    kind: 'exit',
    exitCode: 137,
    mayBeSignal: true,
  });
  await shell.terminal.kill();
});
