import { stat } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { UnattendError } from '../errors.js';
import type { Client } from './client.js';
import type { Container, ContainerSpec, Mount } from './engine.js';
import { engineCall } from './failure.js';
import { wordsOf } from './fault.js';
import { inspectImage } from './image.js';
import { readProduct } from './info.js';
import { findContainer } from './lists.js';
import { endQuietly, succeeds, whileMaking } from './making.js';
import { removeContainer } from './remove-container.js';
import { RunningContainer } from './running-container.js';
import { OUR_FOLDER, SWITCH_SCRIPT } from './switch.js';

/** Creates and starts a container that is gone when this process is. What fails half-way is removed. */
export async function startContainer(client: Client, spec: ContainerSpec): Promise<Container> {
  await mustHaveSources(client, spec.mounts);
  const hasHealthcheck = Boolean((await inspectImage(client, spec.image))?.Config?.Healthcheck);
  const { id } = await engineCall({ client, doing: doingOf(spec) }, () =>
    create(client, spec, hasHealthcheck),
  );
  const container = await startOrRemove(client, id, spec);
  try {
    spec.making?.ended();
    return container;
  } catch (error) {
    await container[Symbol.asyncDispose]();
    throw error;
  }
}

const doingOf = ({ name }: ContainerSpec): string => `start the container ${name}`;

async function startOrRemove(client: Client, id: string, spec: ContainerSpec): Promise<Container> {
  try {
    const stdin = await engineCall({ client, doing: doingOf(spec) }, () => startHolding(client, id));
    return new RunningContainer({ client, id, name: spec.name, imageId: spec.image, stdin });
  } catch (error) {
    if (await succeeds(removeContainer(client, id))) endQuietly(spec.making);
    throw error;
  }
}

/**
 * Nothing of ours is in the container's own configuration, for a commit unions it in: no Env, Labels, Volumes, no
 * command but a bare shell. A base's health check is off meanwhile: it would run commands beside the installer.
 * Our folder is of its own where no program may be started from /dev, as on Podman (measured: 4.3.1).
 */
async function create(client: Client, spec: ContainerSpec, hasHealthcheck: boolean): Promise<{ id: string }> {
  const product = await readProduct(client);
  const ask = (): Promise<{ id: string }> =>
    client.createContainer({
      name: spec.name,
      Image: spec.image,
      Hostname: spec.hostname,
      Entrypoint: ['/bin/sh'],
      OpenStdin: true,
      StdinOnce: true,
      AttachStdin: true,
      ...(hasHealthcheck && { Healthcheck: { Test: ['NONE'] } }),
      HostConfig: {
        AutoRemove: true,
        // Said, for the engine's own default may be true, and docker-init leaves a file in the layer.
        Init: false,
        Mounts: spec.mounts.map(toBind),
        ...(product === 'podman' && { Tmpfs: { [OUR_FOLDER]: 'exec,nosuid,mode=0755' } }),
        // Root needs it to see what the programs of other users wait for (/proc/PID/syscall, /proc/PID/fd).
        CapAdd: ['SYS_PTRACE'],
        ...(spec.network !== null && { NetworkMode: spec.network }),
      },
    });
  try {
    return await whileMaking({
      making: spec.making,
      ask,
      async removeMade() {
        if ((await findContainer(client, spec.name)) === undefined) return false;
        await removeContainer(client, spec.name);
        return true;
      },
    });
  } catch (error) {
    throw missingMount(spec.mounts, error) ?? error;
  }
}

function toBind({ source, target, isReadOnly }: Mount): {
  Type: 'bind';
  Source: string;
  Target: string;
  ReadOnly: boolean;
} {
  return { Type: 'bind', Source: source, Target: target, ReadOnly: isReadOnly };
}

/**
 * Podman's Docker API makes an empty folder where a source is missing (measured: 4.3.1), so there it is looked for
 * before. Docker refuses by itself, and may know paths that this machine does not.
 */
async function mustHaveSources(client: Client, mounts: readonly Mount[]): Promise<void> {
  for (const { source } of mounts) {
    const isHere = await stat(source).then(
      () => true,
      () => false,
    );
    if (!isHere && (await readProduct(client)) === 'podman') {
      throw new UnattendError('MOUNT_MISSING', { path: source });
    }
  }
}

/** Docker refuses a missing source in words only: "bind source path does not exist: PATH". */
function missingMount(mounts: readonly Mount[], error: unknown): UnattendError | undefined {
  const words = wordsOf(error);
  const mount = mounts.find(({ source }) => words.includes(source));
  const isMissing = words.includes('does not exist');
  return mount && isMissing
    ? new UnattendError('MOUNT_MISSING', { path: mount.source }, { cause: error })
    : undefined;
}

/** Attached before the start, so that there is no moment in which nobody holds the switch. */
async function startHolding(client: Client, id: string): Promise<Duplex> {
  const container = client.getContainer(id);
  // Typed too weakly: what a hijacked call gives is the socket.
  const stdin = (await container.attach({ stream: true, stdin: true, hijack: true })) as unknown as Duplex;
  stdin.on('error', () => undefined).resume();
  try {
    stdin.write(SWITCH_SCRIPT);
    await container.start();
    return stdin;
  } catch (error) {
    stdin.destroy();
    throw error;
  }
}
