import type { Container, Undo } from '../engine/engine.js';
import { UnattendError } from '../errors.js';

/**
 * Where the script that holds a scope says that it is at it: its process, then who opened it and as the how manieth of what is
 * still open. Gone when the container is started again.
 */
export const heldMark = (id: string): string => `/dev/unattend/held-${id}`;

/**
 * For a shell with `$mark`: `$free`, which is there while the scope is open and nobody closes it (who removes it closes the
 * scope), and `$room`, which is there while it is tried whether there is room.
 */
export const filesOf = `free=\${mark%/*}/free-\${mark##*/held-}
room=\${mark%/*}/room-\${mark##*/held-}
`;

/**
 * `$1` the mark and `$2` the closing lines, with the rest of the arguments. Whoever holds the scope closes it too when its stdin
 * ends, and may be at it: then that is waited for. One that only waits is relieved: an engine that was started again beside its
 * containers has left its stdin open for good.
 */
const undoScript = `
mark=$1; close=$2; shift 2
${filesOf}isHeld() {
  { read -r pid _ <"$mark"; } 2>/dev/null && [ -n "$pid" ] || return 1
  tr '\\0' '\\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -- "$mark"
}
tries=0
until rm "$free" 2>/dev/null || ! isHeld; do
  tries=$((tries + 1))
  [ "$tries" -le 50 ] || { echo "the process $pid still holds it" >&2; exit 1; }
  sleep 0.2 2>/dev/null || sleep 1
done
! isHeld || kill -9 "$pid"
/bin/sh -euc "$close" sh "$@" || exit
rm -f "$mark" "$room"
rmdir /dev/unattend 2>/dev/null || :
`;

/** Puts back what a scope has changed, in the place of who holds it; returns what the closing lines print. Throws SCOPE_LEFT. */
export async function undo(container: Container, { id, what, script, args }: Undo): Promise<string> {
  const left = (reason: string, cause?: unknown): UnattendError =>
    new UnattendError('SCOPE_LEFT', { what, reason }, { cause });
  const argv = ['/bin/sh', '-c', undoScript, 'sh', heldMark(id), script, ...args] as const;
  const { exitCode, stdout, stderr } = await container.exec({ argv, user: '0:0' }).catch((error: unknown) => {
    throw left(reasonOf(error), error);
  });
  if (exitCode === 0) return Buffer.from(stdout).toString().trim();
  throw left(Buffer.from(stderr).toString().trim());
}

/** As it stands within a sentence. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
