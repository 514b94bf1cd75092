import type { Container } from '../engine/engine.js';
import { openFakes, type Stubs } from './fakes.js';
import { firstInPath } from './first-in-path.js';
import { keepingTimes } from './kept-times.js';

export interface StubSpec {
  readonly container: Container;
  /** Names of commands, e.g. `systemctl`. */
  readonly commands: readonly string[];
  /** What PATH is outside, for sudo's own path. */
  readonly path: string;
}

const common = `${keepingTimes}${firstInPath}`;

/** The fakes say nothing and succeed; what sudo starts finds them first as well. */
const open = `${common}
mkdir -p "$ours"
: >"$calls"; chmod 0666 "$calls"
for each; do
  printf '#!/bin/sh\\nprintf "%%s\\\\036" "%s\${*:+ }$*" >>%s\\nexit 0\\n' "$each" "$calls" >"$ours/$each"
  chmod 0755 "$ours/$each"
done
goFirst
`;

const close = `${common}
goAway
`;

/** Puts fakes that exit 0 in front of commands that make no sense in a container. Throws SCOPE_REFUSED. */
export function stub({ container, commands, path }: StubSpec): Promise<Stubs> {
  return openFakes({ container, what: `stubs of ${commands.join(', ')}`, open, close, path, args: commands });
}
