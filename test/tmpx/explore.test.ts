import { openHostTerminal } from '/tmp/wt-waitstate/src/terminal/host.js';
import { it } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { execSync } from 'node:child_process';
it('x', async () => {
  const t = openHostTerminal({ argv: ['bash','-c','printf "all: a b\\na:\\n\\tread x\\nb:\\n\\tsleep 60\\n" >/tmp/mk.$$; make -j2 -f /tmp/mk.$$'] as any, env: {PATH: process.env.PATH!, TERM:'xterm-256color', LANG:'C.UTF-8', HOME:'/tmp'}, cwd:'/tmp', size:{columns:80,rows:24}, onOutput: (b)=>{console.log(Buffer.from(b).toString())} });
  await delay(1500);
  console.log(await t.waitState());
  console.log(execSync('ps -eo pid,ppid,sid,tty,stat,wchan,args | grep -a "mk\\.\\|read x\\|sleep 60"').toString());
  await t.kill({graceMs: 100});
  const u = openHostTerminal({ argv: ['bash','-c','bash -c "read x"; true'] as any, env: {PATH: process.env.PATH!}, cwd:'/tmp', size:{columns:80,rows:24}, onOutput: (b)=>{} });
  await delay(500);
  await u.waitState();
  for (let k=0;k<3;k++) {
  const c0 = process.cpuUsage();
  for (let i=0;i<10;i++) await u.waitState();
  const c = process.cpuUsage(c0);
  console.log('per call', (c.user+c.system)/10000, 'ms; user', c.user/10000); }
  await u.kill();
}, 200000);
