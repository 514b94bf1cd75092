/* Compiles the load programs into .cache/, static so that they run in any container. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export function buildLoad(root) {
  const into = join(root, '.cache/bench');
  mkdirSync(into, { recursive: true });
  for (const name of ['load', 'measure'])
    execFileSync('gcc', ['-O2', '-static', '-o', join(into, name), join(root, `bench/load/${name}.c`)], {
      stdio: 'inherit',
    });
  return { load: join(into, 'load'), measure: join(into, 'measure'), result: join(into, 'result') };
}

/** A container that has written so much, half of it in large files that compress badly, half in files as packages have them. */
export function fillContainer(megaBytes) {
  const container = startContainer('/dev/null');
  if (container.problem !== undefined) return container;
  const script = `mkdir /opt/fill; cd /opt/fill
for i in $(seq ${Math.ceil(megaBytes / 100)}); do head -c 50000000 /dev/urandom >large$i; done
i=0; while [ "$(du -sm . | cut -f1)" -lt ${megaBytes} ]; do i=$((i+1)); mkdir part$i; cp -r /usr/share /usr/lib part$i; done 2>/dev/null`;
  const filled = spawnSync('docker', ['exec', container.id, 'sh', '-c', script], { encoding: 'utf8' });
  if (filled.status === 0) return container;
  container.stop();
  return { problem: filled.stderr.trim() };
}

/** A container of the bench's own with the load program in it, or why there is none. */
export function startContainer(load) {
  const docker = (...args) => spawnSync('docker', args, { encoding: 'utf8' });
  const image = process.env.UNATTEND_BENCH_IMAGE ?? 'unattend-dev/debian:bookworm';
  const started = docker('run', '-d', '--rm', '--network', 'none', image, 'sleep', 'infinity');
  if (started.status !== 0) return { problem: (started.error?.message ?? started.stderr).trim() };
  const id = started.stdout.trim();
  const copied = docker('cp', load, `${id}:/load`);
  const stop = () => void docker('rm', '-f', id);
  if (copied.status === 0) return { id, load: '/load', stop };
  stop();
  return { problem: copied.stderr.trim() };
}
