import { randomBytes } from 'node:crypto';
import { callEngine, filters, fromEngine, jsonFromEngine } from './engine-api.js';
import { BUSYBOX } from './images.js';

/** Containers of these runs, stopped ones too: name and state. */
export async function containersOf(runIds: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    runIds.map((runId) =>
      jsonFromEngine<{ Names: string[]; State: string }[]>(
        `/containers/json?all=1&${filters({ name: [`unattend-${runId}`] })}`,
      ),
    ),
  );
  return lists
    .flat()
    .map(({ Names, State }) => `${Names.join(' ').slice(1)} ${State}`)
    .sort();
}

/** A container that somebody else runs, removed at the end of its block. */
export interface HeldContainer extends AsyncDisposable {
  readonly id: string;
  readonly isRunning: () => Promise<boolean>;
  /** What differs from its image, as `docker diff` lists it. */
  readonly changes: () => Promise<string[]>;
}

export async function startContainer(image = BUSYBOX): Promise<HeldContainer> {
  const name = `unattend-test-${randomBytes(6).toString('hex')}`;
  const body = Buffer.from(JSON.stringify({ Image: image, Cmd: ['sleep', '600'], StopSignal: 'SIGKILL' }));
  const created = await fromEngine({ method: 'POST', path: `/containers/create?name=${name}`, body });
  const { Id: id } = JSON.parse(created.toString()) as { Id: string };
  await fromEngine({ method: 'POST', path: `/containers/${id}/start` });
  return {
    id,
    async isRunning() {
      const { State } = await jsonFromEngine<{ State: { Running: boolean } }>(`/containers/${id}/json`);
      return State.Running;
    },
    async changes() {
      const found = await jsonFromEngine<{ Path: string }[] | null>(`/containers/${id}/changes`);
      return (found ?? []).map(({ Path }) => Path).sort();
    },
    async [Symbol.asyncDispose]() {
      await callEngine({ method: 'DELETE', path: `/containers/${id}?force=1&v=1` });
    },
  };
}
