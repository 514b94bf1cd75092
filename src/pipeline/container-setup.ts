import { asRoot } from './as-root.js';
import { dirname, posix } from 'node:path';
import type { Container, Mount } from '../engine/engine.js';
import type { Input, Session } from '../script/model.js';
import type { Cleanup } from './cleanup.js';
import { containerInputs } from './names.js';

/** Where each input is seen in the container: its neutral place, or under the container's own /dev. */
export function containerPaths(inputs: readonly Input[]): Readonly<Record<string, string>> {
  return Object.fromEntries(inputs.map(({ name, at }) => [name, at ?? `${containerInputs}/${name}`]));
}

/** Inputs bind-mounted under /dev, where a mount leaves nothing in the layer. */
export function mountsOf(
  inputs: readonly Input[],
  workspacePaths: Readonly<Record<string, string>>,
): readonly Mount[] {
  return inputs.map(({ name, isWritable }) => ({
    source: workspacePaths[name] ?? '',
    target: `${containerInputs}/${name}`,
    isReadOnly: !isWritable,
  }));
}

/**
 * `$1` the place, `$2` what it points to, `$3` a file of ours that keeps the directory's times meanwhile: they are put
 * back, so that the layer has nothing of it.
 */
const linkScript = `
set -eu
directory=$(dirname -- "$1")
[ -d "$directory" ] || { echo "$directory is no directory" >&2; exit 1; }
if [ -e "$1" ] || [ -L "$1" ]; then echo "$1 is there already" >&2; exit 1; fi
touch -r "$directory" -- "$3"
ln -s -- "$2" "$1"
touch -r "$3" -- "$directory"
`;
const unlinkScript = `
set -eu
directory=$(dirname -- "$1")
touch -r "$directory" -- "$3"
rm -f -- "$1"
touch -r "$3" -- "$directory"
`;

/** Under our own directory, which is there as soon as there is an input. */
const timesFile = `${dirname(containerInputs)}/times`;

/** Shows inputs at the neutral places of their `at` by links; the cleanup takes them away again, and so must the seal. */
export async function placeInputs(
  container: Container,
  inputs: readonly Input[],
  cleanup: Cleanup,
): Promise<void> {
  for (const { name, at } of inputs) {
    if (at === undefined) continue;
    const place = posix.normalize(at);
    await asRoot(
      container,
      linkScript,
      [place, `${containerInputs}/${name}`, timesFile],
      `show the input ${name} at ${place}`,
    );
    cleanup.add(`take ${place} away`, async () => {
      await asRoot(container, unlinkScript, [place, '', timesFile], `take ${place} away`);
    });
  }
}

/** `$1` the user: made with a home directory unless it is there. */
const userScript = `
set -eu
if id -u -- "$1" >/dev/null 2>&1; then exit 0; fi
if command -v useradd >/dev/null 2>&1; then useradd --create-home --shell /bin/sh -- "$1"; else adduser -D -- "$1"; fi
`;

/** Makes the session's user where the script asks for it. It stays: the installed files are its own. */
export async function createUser(container: Container, { container: { user } }: Session): Promise<void> {
  if (user?.isCreated !== true) return;
  await asRoot(container, userScript, [user.name], `create the user ${user.name}`);
}
