import { randomBytes } from 'node:crypto';
import { callEngine, engineAddress, filters, fromEngine, jsonFromEngine } from './engine-api.js';
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

/** Ids of containers, stopped ones too, that have something from below a directory of this machine. */
export async function containersMounting(directory: string): Promise<string[]> {
  const all = await jsonFromEngine<{ Id: string; Mounts: { Source?: string }[] }[]>('/containers/json?all=1');
  return all
    .filter(({ Mounts }) => Mounts.some(({ Source = '' }) => Source.startsWith(`${directory}/`)))
    .map(({ Id }) => Id);
}

export async function killContainer(id: string): Promise<void> {
  await fromEngine({ method: 'POST', path: `/containers/${id}/kill` });
}

/** Names of the anonymous and named volumes of a container. */
export async function volumesOf(container: string): Promise<string[]> {
  const { Mounts } = await jsonFromEngine<{ Mounts: { Name?: string }[] }>(`/containers/${container}/json`);
  return Mounts.flatMap(({ Name }) => Name ?? []);
}

export async function hasVolume(name: string): Promise<boolean> {
  return (await callEngine({ method: 'GET', path: `/volumes/${name}` })).status === 200;
}

/** A container that somebody else runs, removed at the end of its block. */
export interface HeldContainer extends AsyncDisposable {
  readonly id: string;
  readonly isRunning: () => Promise<boolean>;
  /** Again, once it has stopped. */
  readonly start: () => Promise<void>;
  /** What differs from its image, as `docker diff` lists it. */
  readonly changes: () => Promise<string[]>;
  /** Runs a line in its shell as root; what it writes to a terminal. */
  readonly run: (line: string) => Promise<string>;
}

export async function startContainer(
  image = BUSYBOX,
  hostConfig = {},
  address = engineAddress(),
): Promise<HeldContainer> {
  const name = `unattend-test-${randomBytes(6).toString('hex')}`;
  const body = Buffer.from(
    JSON.stringify({ Image: image, Cmd: ['sleep', '600'], StopSignal: 'SIGKILL', HostConfig: hostConfig }),
  );
  const created = await fromEngine({
    method: 'POST',
    path: `/containers/create?name=${name}`,
    address,
    body,
  });
  const { Id: id } = JSON.parse(created.toString()) as { Id: string };
  const held = heldContainer(id, address);
  await held.start();
  return held;
}

/** One that is there already, by its name or id. */
export function heldContainer(id: string, address = engineAddress()): HeldContainer {
  const post = (path: string, content?: Buffer): Promise<Buffer> =>
    fromEngine({ method: 'POST', path, address, ...(content && { body: content }) });
  return {
    id,
    async start() {
      await post(`/containers/${id}/start`);
    },
    async isRunning() {
      const { State } = await jsonFromEngine<{ State: { Running: boolean } }>(
        `/containers/${id}/json`,
        address,
      );
      return State.Running;
    },
    async changes() {
      const found = await jsonFromEngine<{ Path: string }[] | null>(`/containers/${id}/changes`, address);
      return (found ?? []).map(({ Path }) => Path).sort();
    },
    async run(line) {
      const spec = { AttachStdout: true, AttachStderr: true, Tty: true, User: '0', Cmd: ['sh', '-c', line] };
      const exec = Buffer.from(JSON.stringify(spec));
      const made = await post(`/containers/${id}/exec`, exec);
      const { Id } = JSON.parse(made.toString()) as { Id: string };
      const output = await post(`/exec/${Id}/start`, Buffer.from(JSON.stringify({ Tty: true })));
      return output.toString().replaceAll('\r\n', '\n');
    },
    async [Symbol.asyncDispose]() {
      await callEngine({ method: 'DELETE', path: `/containers/${id}?force=1&v=1`, address });
    },
  };
}
