import { randomBytes } from 'node:crypto';
import { connectEngine } from '../../../src/engine/connect.js';
import type { Container, ContainerSpec, Engine } from '../../../src/engine/engine.js';

export const BUSYBOX = 'unattend-dev/busybox:1';
export const DEBIAN = 'unattend-dev/debian:bookworm';
/** With debconf's full screen and its filled-in lines. */
export const DEBCONF = 'unattend-dev/debconf:bookworm';

/** The address of the engine these tests use: only the one that `bin/setup` gives, never a user's own by accident. */
export function engineAddress(): string {
  const address = process.env['DOCKER_HOST'];
  if (!address) {
    throw new Error('DOCKER_HOST is not set: run `npm test`, or `bin/setup -- npx vitest run test/engine`');
  }
  return address;
}

export function testEngine(): Promise<Engine> {
  return connectEngine({ address: engineAddress(), env: {} });
}

export function uniqueName(): string {
  return `unattend-test-${randomBytes(6).toString('hex')}`;
}

export function startContainer(engine: Engine, spec: Partial<ContainerSpec> = {}): Promise<Container> {
  return engine.startContainer({
    name: uniqueName(),
    image: BUSYBOX,
    hostname: 'build',
    network: 'none',
    mounts: [],
    ...spec,
  });
}

/** Runs a shell line as root in a container; throws unless it exits 0. */
export async function shell(container: Container, line: string): Promise<string> {
  const { exitCode, stdout, stderr } = await container.exec({ argv: ['sh', '-c', line], user: '0:0' });
  if (exitCode !== 0) {
    throw new Error(`${line}: exit code ${exitCode}: ${text(stderr)}`);
  }
  return text(stdout);
}

/** The command lines of all processes in a container but PID 1, its `cat`, and those that look. */
export async function commandLines(container: Container): Promise<string[]> {
  const list = await shell(
    container,
    String.raw`for f in /proc/[0-9]*/cmdline; do { tr '\0' ' ' <$f; echo; } 2>/dev/null; done`,
  );
  return list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '/bin/sh' && line !== 'cat' && !/^tr |\/proc\//.test(line));
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
