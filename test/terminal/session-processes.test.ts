import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { processesOfSession, signalAll, watchFamily } from '../../src/terminal/session-processes.js';
import { until } from '../support/until.js';

it('finds who was born in a session of the family as that session’s leader died', async () => {
  // The inner shell opens a session of its own, starts a child when it is told to, and ends.
  const script = 'exec 3<&0; setsid sh -c "read go <&3; sleep 1000 &" & wait';
  const outer = spawn('sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
  const leader = outer.pid ?? 0;
  const family = watchFamily({ leader, slavePath: '/dev/pts/none', isOpen: () => false });
  const inner = (): number | undefined =>
    family().find((pid) => pid !== leader && processesOfSession(pid).includes(pid));
  try {
    await until('the inner session', () => inner() !== undefined);
    const session = inner() ?? 0;
    outer.stdin.write('\n');
    await until('the end of its leader', () => !processesOfSession(session).includes(session));
    const orphans = processesOfSession(session);
    expect(orphans).toHaveLength(1);
    expect(family()).toEqual(expect.arrayContaining([...orphans]));
  } finally {
    signalAll(family(), 'SIGKILL');
  }
});

it('finds a program that has no session of its own yet', () => {
  const program = spawn('sleep', ['1000'], { stdio: 'ignore' });
  const leader = program.pid ?? 0;
  try {
    expect(watchFamily({ leader, slavePath: '/dev/pts/none', isOpen: () => false })()).toEqual([leader]);
  } finally {
    program.kill('SIGKILL');
  }
});
