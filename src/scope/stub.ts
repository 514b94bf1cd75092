import type { Container } from '../engine/engine.js';
import { type Held, hold } from './held.js';
import { newScopeId } from './id.js';

export interface StubSpec {
  readonly container: Container;
  /** Names of commands, e.g. `systemctl`. */
  readonly commands: readonly string[];
  /** What PATH is outside, for sudo's own path. */
  readonly path: string;
}

/** Fakes that are there; disposing takes them away. */
export interface Stubs extends AsyncDisposable {
  /** The folder that goes first in PATH. */
  readonly folder: string;
  /** What was called, in order, each with its arguments; known once the fakes are gone. */
  readonly calls: () => readonly string[];
}

/** Between two calls in what the closing lines print. */
const separator = '\x1e';

const common = `
id=$1; path=$2; shift 2
all=/dev/unattend/stubs; ours=$all/$id; calls=$ours.calls
rules=/etc/sudoers.d; rule=$rules/zz-unattend-stubs-$id
fail() { echo "$*" >&2; exit 1; }
`;

/** The fakes say nothing and succeed; what sudo starts finds them first as well. */
const open = `${common}
mkdir -p "$ours"
: >"$calls"; chmod 0666 "$calls"
for each; do
  printf '#!/bin/sh\\necho "%s\${*:+ }$*" >>%s\\n' "$each" "$calls" >"$ours/$each"
  chmod 0755 "$ours/$each"
done
if [ -d "$rules" ] && command -v visudo >/dev/null; then
  printf 'Defaults secure_path="%s:%s"\\n' "$ours" "$path" >"$ours.rule"
  chmod 0440 "$ours.rule"
  said=$(visudo -cf "$ours.rule" 2>&1) || fail "visudo refuses the path: $said"
  touch -r "$rules" "$ours.times"
  cp -p "$ours.rule" "$rule"
  touch -r "$ours.times" "$rules"
fi
`;

const close = `${common}
if [ -e "$rule" ]; then rm -f "$rule"; [ ! -e "$ours.times" ] || touch -r "$ours.times" "$rules"; fi
[ ! -e "$rule" ] || fail "$rule is still there"
if [ -e "$calls" ]; then tr '\\n' '\\036' <"$calls"; fi
rm -rf "$ours" "$calls" "$ours.rule" "$ours.times"
rmdir "$all" /dev/unattend 2>/dev/null || :
`;

/** Puts fakes that exit 0 in front of commands that make no sense in a container. Throws SCOPE_REFUSED. */
export async function stub({ container, commands, path }: StubSpec): Promise<Stubs> {
  const id = newScopeId();
  const args = [id, path, ...commands];
  const held: Held = await hold(container, { what: `stubs of ${commands.join(', ')}`, open, close, args });
  let calls: readonly string[] = [];
  return {
    folder: `/dev/unattend/stubs/${id}`,
    calls: () => calls,
    async [Symbol.asyncDispose]() {
      await held[Symbol.asyncDispose]();
      calls = held
        .said()
        .split(separator)
        .filter((call) => call !== '');
    },
  };
}
