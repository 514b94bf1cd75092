import { expect, test } from 'vitest';
import { BUSYBOX, DEBIAN, startContainer, testEngine } from './support/engine.js';
import { startSomebodys } from './support/somebodys.js';
import { openShell } from './support/terminal.js';

test.each([BUSYBOX, DEBIAN])('resolves when a program turns echo off late (%s)', async (image) => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image });
  await using shell = await openShell(
    container,
    'printf "Password: "; sleep 0.7; stty -echo; read p; echo; echo got $p',
  );
  await shell.sees('Password: ');
  const start = performance.now();
  expect(await shell.terminal.waitForEchoOff(10_000)).toBe('off');
  expect(performance.now() - start).toBeGreaterThan(400);
  expect(performance.now() - start).toBeLessThan(3000);
  shell.terminal.write(Buffer.from('hunter2\r'));
  await shell.terminal.completion;
  expect(shell.output()).toBe('Password: \r\ngot hunter2\r\n');
  expect(await shell.terminal.waitForEchoOff(100)).toBe('unknown');
});

test('says on when the time has passed, and may be asked again', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await using shell = await openShell(container, 'read x; stty -echo; echo ready; read y');
  const start = performance.now();
  expect(await shell.terminal.waitForEchoOff(300)).toBe('on');
  expect(performance.now() - start).toBeGreaterThan(290);
  expect(performance.now() - start).toBeLessThan(2000);
  shell.terminal.write(Buffer.from('x\r'));
  await shell.sees('ready');
  expect(await Promise.all([shell.terminal.waitForEchoOff(300), shell.terminal.waitForEchoOff(0)])).toEqual([
    'off',
    'off',
  ]);
});

test('looks at the innermost terminal of a program that runs another on one of its own, as sudo does', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  const inner = 'echo ready; read x; stty -echo; echo hidden; read y';
  await using shell = await openShell(container, `script -qec '${inner}' /dev/null`);
  await shell.sees('ready');
  expect(await shell.terminal.waitForEchoOff(300)).toBe('on');
  shell.terminal.write(Buffer.from('x\r'));
  await shell.sees('hidden');
  expect(await shell.terminal.waitForEchoOff(5000)).toBe('off');
});

test('a terminal that is only somebody in the background has one of, and echoes nothing, is not looked at', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  // That one has turned its echo off when this one asks.
  const beside = `script -qfc "stty -echo; echo >/tmp/off; sleep 60" /dev/null </dev/null >/dev/null 2>&1 &`;
  const line = `mkfifo /tmp/off; ${beside} read x </tmp/off; read -ep "Serial: " x`;
  await using shell = await openShell(container, line, { argv: ['bash', '-c', line] });
  await shell.sees('Serial:');
  expect(await shell.terminal.waitForEchoOff(5000)).toBe('raw');
});

test('is seen by the user of the program where root may not', async () => {
  await using engine = await testEngine();
  await using somebodys = await startSomebodys({ User: '1000', HostConfig: { CapDrop: ['ALL'] } });
  const visited = await engine.attachContainer(somebodys.name);
  for (const [line, state] of [
    ['stty -echo; echo ready; read x', 'off'],
    ['echo ready; read x', 'on'],
  ] as const) {
    await using shell = await openShell(visited, line);
    await shell.sees('ready');
    expect(await shell.terminal.waitForEchoOff(0)).toBe(state);
    // Root may not end it either.
    shell.terminal.write(Buffer.from('x\r'));
    await shell.terminal.completion;
  }
});

test('says unknown when the program ends meanwhile', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await using shell = await openShell(container, 'read x');
  const answer = shell.terminal.waitForEchoOff(20_000);
  shell.terminal.write(Buffer.from('x\r'));
  await shell.terminal.completion;
  expect(await answer).toBe('unknown');
});
