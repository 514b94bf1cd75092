import { define } from './entry.js';

/** What the engine was to do, behind "failed to", and what it or the system said. */
export interface EngineFault {
  readonly doing: string;
  readonly reason: string;
}

export const engineErrors = {
  ENGINE_MISSING: define<{ tried: readonly string[] }>({
    exitCode: 5,
    meaning: 'No container engine answers.',
    message: ({ tried }) => `No container engine answers (tried ${tried.join(', ')}).`,
    hint: () => 'Start Docker or Podman, set DOCKER_HOST, or see what `unattend doctor` says.',
  }),
  ENGINE_DENIED: define<{ address: string }>({
    exitCode: 5,
    meaning: 'The engine is there but this user may not talk to it.',
    message: ({ address }) => `Permission denied at the container engine ${address}.`,
    hint: () => 'Add the user to the docker group and log in again, or run as root.',
  }),
  ENGINE_FAILED: define<EngineFault>({
    exitCode: 5,
    meaning:
      'The engine did not do what it was to do, in another way than those that have a code of their own.',
    message: ({ doing, reason }) => `The container engine failed to ${doing}: ${reason}.`,
    hint: () => 'See the log of the engine; `unattend doctor` shows its state.',
  }),
  ENGINE_REFUSED: define<EngineFault>({
    exitCode: 5,
    meaning: 'The engine answered an operation with an error.',
    message: ({ doing, reason }) => `The container engine refused to ${doing}: ${reason}.`,
    hint: () =>
      'A retry will be refused too as long as the reason it gives is there; where that says too little, see the log of the engine.',
  }),
  COMMIT_FAILED: define<EngineFault>({
    exitCode: 5,
    meaning: 'The engine refused or failed the commit: there is no image, and no tag was moved.',
    message: ({ doing, reason }) => `The container engine failed to ${doing}: ${reason}.`,
    hint: () =>
      'See the log of the engine and its storage (`docker info`, `docker system df`) before a retry, which installs all anew; --keep leaves the container.',
  }),
  STREAM_BROKEN: define<EngineFault>({
    exitCode: 5,
    meaning:
      'The connection to a running program broke while the engine was there: how the program ended is not known.',
    message: ({ doing, reason }) =>
      `The container engine failed to ${doing}: the stream of the program broke (${reason}).`,
    hint: () =>
      'A retry makes sense. When it breaks again, look at what is between here and the engine (a proxy, a tunnel), and at its log.',
  }),
  ENGINE_GARBLED: define<EngineFault>({
    exitCode: 5,
    meaning: 'An answer of the engine broke off, though the engine is there, or cannot be read.',
    message: ({ doing, reason }) =>
      `The container engine failed to ${doing}: its answer is not whole or cannot be read (${reason}).`,
    hint: () =>
      'A retry makes sense. When it happens again, look at what is between here and the engine (a proxy, a tunnel), and whether it is an engine.',
  }),
  ENGINE_GONE: define<EngineFault & { left?: readonly string[] }>({
    exitCode: 5,
    meaning: 'The engine went away during the run, or was started again.',
    message: ({ doing, reason, left = [] }) =>
      `The container engine went away while it was to ${doing}: ${[reason, ...left].map((each) => each.replace(/\.$/, '')).join('; ')}.`,
    hint: ({ left = [] }) =>
      `A retry makes sense as soon as \`unattend doctor\` finds the engine again.${left.length > 0 ? ' What could not be removed is in the message; `unattend gc` removes it then.' : ''}`,
  }),
  NO_SPACE: define<EngineFault>({
    exitCode: 5,
    meaning: 'A disk is full.',
    message: ({ doing, reason }) => `No space left to ${doing}: ${reason}.`,
    hint: () => 'Free some space where the engine or the temporary directory keeps its data, and run again.',
  }),
  IMAGE_UNKNOWN: define<{ ref: string; reason: string }>({
    exitCode: 5,
    meaning: 'The base image is not in the engine and cannot be pulled.',
    message: ({ ref, reason }) => `The image ${ref} is not in the engine and could not be pulled: ${reason}.`,
    hint: ({ ref }) => `Pull or build it first (docker pull ${ref}), or name another with --base.`,
  }),
  MOUNT_MISSING: define<{ path: string }>({
    exitCode: 5,
    meaning: 'A host path to be shown in the container is not there on the machine where the engine runs.',
    message: ({ path }) => `The engine has no ${path} to mount.`,
    hint: () => 'Mounts are paths of the machine the engine runs on: with a remote engine, not of this one.',
  }),
  CONTAINER_UNKNOWN: define<{ id: string }>({
    exitCode: 5,
    meaning: 'The container named by --container does not exist or does not run.',
    message: ({ id }) => `There is no running container ${id}.`,
    hint: () => 'List the running ones with `docker ps`.',
  }),
};
