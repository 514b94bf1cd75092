import type { Container, Undo } from '../engine/engine.js';
import { UnattendError } from '../errors.js';

/**
 * Where the script that holds a scope says that it is at it: its process, then who opened it and as the how manieth of what is
 * still open. Gone when the container is started again.
 */
export const heldMark = (id: string): string => `/dev/unattend/held-${id}`;

/**
 * `$1` the mark and `$2` the closing lines, with the rest of the arguments. Two that close at once would undo each other's
 * work: whoever holds the scope closes it too when its stdin ends, and goes first.
 */
const undoScript = `
mark=$1; close=$2; shift 2
isHeld() {
  { read -r pid _ <"$mark"; } 2>/dev/null && [ -n "$pid" ] || return 1
  tr '\\0' '\\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -- "$mark"
}
tries=0
while isHeld; do
  tries=$((tries + 1))
  [ "$tries" -le 50 ] || { echo "the process $pid still holds it" >&2; exit 1; }
  sleep 0.2 2>/dev/null || sleep 1
done
/bin/sh -euc "$close" sh "$@" || exit
rm -f "$mark"
rmdir /dev/unattend 2>/dev/null || :
`;

/** Puts back what a scope has changed once nobody holds it; returns what the closing lines print. Throws SCOPE_LEFT. */
export async function undo(container: Container, { id, what, script, args }: Undo): Promise<string> {
  const { exitCode, stdout, stderr } = await container.exec({
    argv: ['/bin/sh', '-c', undoScript, 'sh', heldMark(id), script, ...args],
    user: '0:0',
  });
  if (exitCode === 0) return Buffer.from(stdout).toString().trim();
  throw new UnattendError('SCOPE_LEFT', { what, reason: Buffer.from(stderr).toString().trim() });
}
