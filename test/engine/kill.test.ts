import { expect, test } from 'vitest';
import { BUSYBOX, commandLines, DEBIAN, startContainer, testEngine } from './support/engine.js';
import { openShell } from './support/terminal.js';

test.each([BUSYBOX, DEBIAN])('reaches the program and all it started, as any user (%s)', async (image) => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image });
  await using other = await openShell(container, 'echo ready; sleep 2001; :');
  await other.sees('ready');
  const line =
    'trap "" HUP; sleep 1001 & setsid sleep 1002 & (setsid sleep 1003 &); sh -c "sleep 1004; :" & sleep 0.2; echo ready; while :; do sleep 1005; done';
  await using shell = await openShell(container, line, { user: '65534:65534' });
  await shell.sees('ready');
  await shell.terminal.kill({ graceMs: 100 });
  expect(await shell.terminal.completion).toEqual({ kind: 'exit', exitCode: 137, mayBeSignal: true });
  expect((await commandLines(container)).sort()).toEqual(['sh -c echo ready; sleep 2001; :', 'sleep 2001']);
});

test('hangs up first, so that a program can clean up', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await using shell = await openShell(container, 'trap "echo cleaned; exit 5" HUP; echo ready; read x');
  await shell.sees('ready');
  await shell.terminal.kill({ graceMs: 5000 });
  expect(await shell.terminal.completion).toEqual({ kind: 'exit', exitCode: 5, mayBeSignal: true });
  expect(shell.output()).toBe('ready\r\ncleaned\r\n');
});

test.each([0.5, 2 ** 31, Infinity])('takes any grace, and the shortest counts (%d ms)', async (graceMs) => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await using kind = await openShell(container, 'trap "sleep 1; exit 5" HUP; echo ready; read x');
  await using deaf = await openShell(container, 'trap "" HUP; echo ready; exec sleep 1000');
  await Promise.all([kind.sees('ready'), deaf.sees('ready')]);
  const patient = deaf.terminal.kill({ graceMs });
  await Promise.all([kind.terminal.kill({ graceMs }), deaf.terminal.kill({ graceMs: 0 }), patient]);
  const exitCode = graceMs < 1 ? 137 : 5;
  expect(await kind.terminal.completion).toEqual({ kind: 'exit', exitCode, mayBeSignal: true });
  expect(await deaf.terminal.completion).toEqual({ kind: 'exit', exitCode: 137, mayBeSignal: true });
});

test('is done once, however often it is asked for, and does nothing after the end', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  const shell = await openShell(container, 'echo ready; sleep 1000');
  await shell.sees('ready');
  await Promise.all([shell.terminal.kill(), shell.terminal.kill(), shell.terminal[Symbol.asyncDispose]()]);
  expect(await commandLines(container)).toEqual([]);
  await shell.terminal.kill();
});

test('leaves alone what a program that has ended left running', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  const shell = await openShell(container, 'setsid sleep 1000 </dev/null >/dev/null 2>&1 & sleep 0.2');
  await shell.terminal.completion;
  await shell.terminal.kill();
  expect(await commandLines(container)).toEqual(['sleep 1000']);
});
