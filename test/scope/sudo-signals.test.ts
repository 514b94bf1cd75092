import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Container, Engine } from '../../src/engine/engine.js';
import { sudo } from '../../src/scope/sudo.js';
import { shell, startContainer, testEngine, text } from '../engine/support/engine.js';
import { addBuilder, kinds } from './kinds-of-sudo.js';

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());

const signals = [
  ['HUP', 1],
  ['INT', 2],
  ['QUIT', 3],
  ['USR1', 10],
  ['TERM', 15],
] as const;

describe.each(kinds)('$kind', ({ image, user }) => {
  let container: Container;
  let scope: AsyncDisposable;
  beforeAll(async () => {
    container = await startContainer(engine, { image, network: 'bridge' });
    if (user !== 'root') await shell(container, addBuilder);
    scope = await sudo({ container, user, commands: 'all' });
  });
  afterAll(async () => {
    await scope[Symbol.asyncDispose]();
    await container[Symbol.asyncDispose]();
  });

  /** Runs a line of a shell by sudo, sends the signal to sudo once the line has said `ready`, and tells what comes of both. */
  async function signalled(line: string, signal: string): Promise<string> {
    const installer = `sh -c 'echo "sudo $$"; exec sudo -n sh -c "$1"' sh "$1"; echo "sudo ended with $?"`;
    let output = '';
    let hasStarted: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (hasStarted = resolve));
    const ended = container.exec({
      argv: ['/bin/sh', '-c', installer, 'sh', line],
      user,
      onOutput: (bytes) => {
        output += text(bytes);
        if (output.includes('ready\n')) hasStarted();
      },
    });
    await Promise.race([started, ended]);
    const [, pid = ''] = /^sudo (\d+)$/m.exec(output) ?? [];
    // By root, and from another process group: sudo serves no other, as `kill` of an administrator is.
    await shell(container, `kill -${signal} ${pid}`);
    const { stdout } = await ended;
    return text(stdout).replace(`sudo ${pid}\nready\n`, '');
  }

  it.each(signals)('SIG%s sent to sudo reaches the program, which ends as it likes', async (signal) => {
    const line = `trap 'echo cleaning up; exit 5' ${signal}; echo ready; while :; do sleep 0.1; done`;
    expect(await signalled(line, signal)).toBe('cleaning up\nsudo ended with 5\n');
  });

  it.each(signals)('a program that dies of SIG%s sent to sudo: so does sudo', async (signal, number) => {
    const left = (): Promise<string> => shell(container, 'grep -lsa 4[3]210 /proc/[0-9]*/cmdline || :');
    expect(await signalled('echo ready; exec sleep 43210', signal)).toBe(`sudo ended with ${128 + number}\n`);
    expect(await left()).toBe('');
  });
});
