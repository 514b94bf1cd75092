import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Container, Engine } from '../../src/engine/engine.js';
import type { WaitState } from '../../src/terminal/terminal.js';
import { commandLines, shell, startContainer, testEngine, uniqueName } from './support/engine.js';
import { raw } from './support/raw.js';
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

/** What two looks say once a program has got to where it is to be looked at. */
async function statesOf(line: string, ready: string, wanted: WaitState, user?: string): Promise<WaitState[]> {
  await using program = await openShell(container, line, user === undefined ? {} : { user });
  await program.sees(ready);
  await until(wanted, async () => (await program.terminal.waitState()) === wanted);
  return [await program.terminal.waitState(), await program.terminal.waitState()];
}

describe('programs in a container', () => {
  it.each([
    ['read, as root', 'read -p "Name: " n', 'root'],
    ['read, as another user', 'read -p "Name: " n', 'builder'],
    ['read -e, as another user', 'bash -c "read -e -p Name: n"', 'builder'],
    [
      'a poll on the terminal alone',
      'perl -e \'$|=1; print "Name: "; my $r=""; vec($r,0,1)=1; select($r,undef,undef,undef)\'',
      'builder',
    ],
    ['less', 'seq 1000 >/tmp/seq; echo Name:; exec less /tmp/seq', 'builder'],
    ['apt-get under sudo, on a terminal of its own', 'sudo apt-get remove tzdata', 'builder'],
  ])('%s: certainly wait', async (_, line, user) => {
    const ready = line.includes('apt-get') ? '[Y/n]' : 'Name:';
    expect(await statesOf(line, ready, 'reading', user)).toEqual(['reading', 'reading']);
  });

  it.each([
    ['sleep', 'echo ready; sleep 60'],
    ['a reader of a pipe', 'echo ready; sleep 60 | cat'],
    ['a busy shell', 'echo ready; while :; do :; done'],
    ['a perl timer', 'perl -e \'$|=1; print "ready\\n"; select(undef,undef,undef,60)\''],
  ])('%s: work, in 20 of 20 looks', async (_, line) => {
    await using program = await openShell(container, line, { user: 'builder' });
    await program.sees('ready');
    const seen = [];
    for (let look = 0; look < 20; look++) seen.push(await program.terminal.waitState());
    expect(seen).toEqual(Array.from({ length: 20 }, () => 'working'));
  });

  it('in a container of somebody else, without SYS_PTRACE: each user is seen by their own', async () => {
    const name = uniqueName();
    const body = JSON.stringify({ Image: 'unattend-dev/builder:bookworm', Cmd: ['sleep', '600'] });
    const created = await raw(
      'POST',
      `/containers/create?name=${name}`,
      Buffer.from(body),
      'application/json',
    );
    expect(created.status).toBe(201);
    try {
      await raw('POST', `/containers/${name}/start`);
      const visited = await engine.attachContainer(name);
      for (const user of ['root', 'builder']) {
        await using program = await openShell(visited, 'read -p "Name: " n', { user });
        await program.sees('Name:');
        await until(user, async () => (await program.terminal.waitState()) === 'reading');
      }
    } finally {
      await raw('DELETE', `/containers/${name}?force=1`);
    }
  });

  it('leave no helper behind and nothing in the layer', async () => {
    await using program = await openShell(container, 'read -p "Name: " n');
    await program.sees('Name:');
    await program.terminal.waitState();
    const before = await container.changes();
    await program.terminal.kill();
    await until(
      'no helper',
      async () => !(await commandLines(container)).some((each) => each.includes('processes')),
    );
    expect(await container.changes()).toEqual(before);
    await shell(container, 'true');
  });
});
