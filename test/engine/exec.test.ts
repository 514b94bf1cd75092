import { expect, test } from 'vitest';
import { matching, containing } from './support/matching.js';
import { commandLines, DEBIAN, shell, startContainer, testEngine, text } from './support/engine.js';
import { until } from './support/until.js';

test('keeps stdout and stderr apart and gives the exit code', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  const chunks: string[] = [];
  const result = await container.exec({
    argv: ['sh', '-c', 'echo out; echo err >&2; exit 7'],
    onOutput: (bytes, stream) => chunks.push(`${stream}:${text(bytes)}`),
  });
  expect({ ...result, stdout: text(result.stdout), stderr: text(result.stderr) }).toEqual({
    exitCode: 7,
    isTimedOut: false,
    stdout: 'out\n',
    stderr: 'err\n',
  });
  expect(chunks.sort()).toEqual(['stderr:err\n', 'stdout:out\n']);
});

test('gives a program the environment, user, folder and umask asked for, and nothing of the caller', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  process.env['UNATTEND_TEST_LEAK'] = '1';
  const { stdout } = await container.exec({
    argv: ['sh', '-c', 'umask; id -un; pwd; env | sort'],
    env: { A: 'one', B: 'two words' },
    user: 'nobody',
    cwd: '/tmp',
  });
  expect(text(stdout).split('\n')).toEqual([
    '0022',
    'nobody',
    '/tmp',
    'A=one',
    'B=two words',
    'HOME=/nonexistent',
    'HOSTNAME=build',
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'PWD=/tmp',
    '',
  ]);
});

test('stdin is /dev/null, or exactly the bytes given', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  const none = await container.exec({ argv: ['readlink', '/proc/self/fd/0'] });
  expect(text(none.stdout)).toBe('/dev/null\n');
  for (const size of [0, 1, 10_000_000]) {
    const { stdout } = await container.exec({ argv: ['wc', '-c'], stdin: Buffer.alloc(size, 'x') });
    expect(text(stdout).trim()).toBe(String(size));
  }
});

test('delivers all of a large output and keeps the last 64 kB of it', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  let sizeBytes = 0;
  const { stdout } = await container.exec({
    argv: ['sh', '-c', 'head -c 20000000 /dev/zero; echo the end'],
    onOutput: (bytes) => (sizeBytes += bytes.length),
  });
  expect(sizeBytes).toBe(20_000_008);
  expect(stdout.length).toBe(64 * 1024);
  expect(text(stdout).endsWith('\0the end\n')).toBe(true);
});

test('loses no byte of a command that ends at once, 100 times', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  for (let run = 0; run < 100; run++) {
    const { stdout } = await container.exec({ argv: ['sh', '-c', 'head -c 20000 /dev/zero; echo END'] });
    expect(stdout.length).toBe(20_004);
  }
}, 180_000);

test('a program that does not exist is exit code 127 with the words of the shell', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  const { exitCode, stderr } = await container.exec({ argv: ['/opt/nope', 'x'] });
  expect(exitCode).toBe(127);
  expect(text(stderr)).toMatch(/\/opt\/nope: not found/);
});

test('what the engine cannot start is ENGINE_REFUSED with its words', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await expect(container.exec({ argv: ['true'], cwd: '/nope' })).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_REFUSED',
    message: matching(/^The container engine refused to run true in the container: .*chdir .*\/nope/),
  });
  await expect(container.exec({ argv: ['true'], user: 'nobody-here' })).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_REFUSED',
    message: containing('unable to find user nobody-here'),
  });
});

test('is killed at its timeout with everything it started', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  const line =
    'trap "" HUP; sleep 1001 & setsid sleep 1002 & (nohup sleep 1003 &) ; echo started; sleep 1004; sleep 1005';
  const { isTimedOut, exitCode, stdout } = await container.exec({ argv: ['sh', '-c', line], timeoutMs: 500 });
  expect({ isTimedOut, exitCode, output: text(stdout) }).toEqual({
    isTimedOut: true,
    exitCode: 137,
    output: 'started\n',
  });
  expect(await commandLines(container)).toEqual([]);
});

test('is killed when its signal aborts, and rejects with its reason', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  const cancel = new AbortController();
  const reason = new Error('enough');
  const run = container.exec({
    argv: ['sh', '-c', 'echo started; sleep 1000; echo on'],
    cancelSignal: cancel.signal,
    onOutput: () => cancel.abort(reason),
  });
  await expect(run).rejects.toBe(reason);
  expect(await commandLines(container)).toEqual([]);
  await expect(container.exec({ argv: ['true'], cancelSignal: cancel.signal })).rejects.toBe(reason);
});

test('a background process that holds the output does not hold up the exit code for long', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  const start = performance.now();
  const { exitCode } = await container.exec({ argv: ['sh', '-c', 'setsid sleep 1000 & exit 3'] });
  expect(exitCode).toBe(3);
  expect(performance.now() - start).toBeLessThan(8000);
  expect(await commandLines(container)).toEqual(['sleep 1000']);
});

test.each(['>/tmp/log 2>&1', '>&- 2>&-', '>/dev/null'])(
  'waits for a command that sends its output elsewhere and runs on: exec %s',
  async (elsewhere) => {
    await using engine = await testEngine();
    await using container = await startContainer(engine);
    const { exitCode } = await container.exec({ argv: ['sh', '-c', `exec ${elsewhere}; sleep 0.6; exit 3`] });
    expect(exitCode).toBe(3);
  },
);

test('a secret in the environment is not in the arguments of any process', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  const over = new AbortController();
  const run = container.exec({
    argv: ['sleep', '1000'],
    env: { SERIAL: 'hunter2' },
    cancelSignal: over.signal,
  });
  await until('the program runs', async () => (await commandLines(container)).includes('sleep 1000'));
  expect(await shell(container, 'cat /proc/[0-9]*/cmdline')).not.toContain('hunter2');
  over.abort();
  await expect(run).rejects.toBe(over.signal.reason);
});
