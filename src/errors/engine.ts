import { define } from './entry.js';

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
  ENGINE_FAILED: define<{ doing: string; reason: string }>({
    exitCode: 5,
    meaning: 'The engine refused or failed an operation.',
    message: ({ doing, reason }) => `The container engine failed to ${doing}: ${reason}.`,
    hint: () => 'See the log of the engine; `unattend doctor` shows its state.',
  }),
  NO_SPACE: define<{ doing: string; reason: string }>({
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
