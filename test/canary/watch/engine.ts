import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { callEngine, engineAddress, fromEngine } from '../../support/engine-api.js';
import { BUSYBOX, removeImage, tagImage } from '../../support/images.js';
import { until } from '../../support/until.js';
import type { Evidence } from '../scanner/scan.js';

/** Keeps all that the engine tells of its containers while a run is under way. */
export interface EngineWatch {
  /** Every event, and what `inspect`, `top` and `logs` said of each container and each exec whenever one was made or ended. */
  stop(): Promise<readonly Evidence[]>;
}

/** `onExec` is called for every event of an exec. */
export async function watchEngine(onExec: () => void): Promise<EngineWatch> {
  const answers = new Map<string, Evidence>();
  const asked: Promise<unknown>[] = [];
  const running = new Map<string, string>(); // container by exec
  let events = '';
  let rest = '';

  const ask = (name: string, path: string): Promise<void> => {
    const answer = callEngine({ method: 'GET', path }).then(({ body }) => {
      answers.set(`${name} ${body.toString('latin1')}`, { name, pieces: [body] });
    });
    asked.push(answer);
    return answer;
  };
  /** As long as the exec runs: one look may be before its program has been started, and the next may come late. */
  const lookAtProcesses = async (container: string, exec: string): Promise<void> => {
    running.set(exec, container);
    do {
      await ask('container top', `/containers/${container}/top`);
      await setTimeout(500);
    } while (running.has(exec));
  };
  const onEvent = (line: string): void => {
    const { Type, Action = '', Actor } = JSON.parse(line) as EngineEvent;
    if (Type !== 'container') return;
    void ask('container logs', `/containers/${Actor.ID}/logs?stdout=1&stderr=1`);
    if (!Action.startsWith('exec_')) void ask('container inspect', `/containers/${Actor.ID}/json`);
    const exec = Actor.Attributes['execID'] ?? '';
    if (Action === 'exec_die') running.delete(exec);
    // The end of an exec is not told once its container has ended.
    if (Action === 'die')
      for (const [each, container] of running) if (container === Actor.ID) running.delete(each);
    if (!Action.startsWith('exec_start')) return;
    void lookAtProcesses(Actor.ID, exec);
    void ask('exec inspect', `/exec/${exec}/json`);
    onExec();
  };

  const call = request({
    socketPath: engineAddress().replace('unix://', ''),
    path: `/events?since=${Math.floor(Date.now() / 1000)}`,
    agent: false,
  });
  call.on('error', () => undefined); // it is destroyed at the end
  call.on('response', (response) => {
    response.on('error', () => undefined);
    response.on('data', (bytes: Buffer) => {
      events += bytes.toString();
      const lines = (rest + bytes.toString()).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onEvent);
    });
  });
  call.end();
  const settled = async (): Promise<void> => {
    const mark = `unattend-test/mark-${randomBytes(6).toString('hex')}`;
    await tagImage(BUSYBOX, `${mark}:1`);
    await until('the engine has told all', () => events.includes(mark));
    await removeImage(`${mark}:1`);
  };
  await settled();
  return {
    async stop() {
      await settled();
      call.destroy();
      running.clear();
      await Promise.all(asked);
      return [{ name: 'engine events', pieces: [Buffer.from(events)] }, ...answers.values()];
    },
  };
}

interface EngineEvent {
  readonly Type: string;
  readonly Action?: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
}

/** An image as the engine saves it, with all its layers, and what it tells of it. */
export async function imageEvidence(ref: string): Promise<readonly Evidence[]> {
  const parts = { 'saved image': 'get', 'image history': 'history', 'image inspect': 'json' };
  return Promise.all(
    Object.entries(parts).map(async ([name, part]) => ({
      name,
      pieces: [await fromEngine({ method: 'GET', path: `/images/${ref}/${part}` })],
    })),
  );
}
