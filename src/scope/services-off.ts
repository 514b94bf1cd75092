import type { Container } from '../engine/engine.js';
import { openFakes, type Stubs } from './fakes.js';
import { firstInPath } from './first-in-path.js';
import { keepingTimes } from './kept-times.js';

export interface ServicesOffSpec {
  readonly container: Container;
  /** What PATH is outside. */
  readonly path: string;
}

/**
 * What goes before the programs that start services: what would start or stop something is written down and succeeds, all
 * else is the real one's (`systemctl enable` of a package is a link in the image, and belongs there).
 */
const fake = `#!/bin/sh
name=\${0##*/}
tell() { printf '%s\\036' "$*" >>CALLS; }
off() { tell "$name\${1+ }$*"; exit 0; }
# Only what stands behind us: the fake of a scope around this one would come back here.
real() {
  IFS=:
  seen=; case :$PATH: in *:OURS:*) ;; *) seen=1 ;; esac
  for folder in $PATH; do
    if [ "$folder" = OURS ]; then seen=1
    elif [ -n "$seen" ] && [ -x "$folder/$name" ]; then unset IFS; exec "$folder/$name" "$@"; fi
  done
  echo "$name: not found" >&2
  exit 127
}
verb=
case $name in
  systemctl|initctl) for each; do case $each in -*) ;; *) verb=$each; break ;; esac; done ;;
  service|rc-service) for each; do case $each in -*) ;; *) [ -z "$verb" ] || { verb=$each; break; }; verb=- ;; esac; done ;;
  *) case \${1-} in ''|--help|-H|--version|-V) ;; *) verb=start ;; esac ;;
esac
case $verb in
  *start|stop|*reload*|daemon-reexec|isolate|kill|emit|reboot|poweroff|halt) off "$@" ;;
  enable|disable|reenable|mask)
    # What --now would start is not started.
    now=; for each; do shift; if [ "$each" = --now ]; then now=--now; else set -- "$@" "$each"; fi; done
    [ -z "$now" ] || tell "$name --now $*" ;;
esac
real "$@"
`;

const common = `${keepingTimes}${firstInPath}
policy=/usr/sbin/policy-rc.d; aside=/usr/sbin/.unattend-policy-$id
isOurs() { [ -L "$policy" ] && [ "$(readlink "$policy")" = "$ours/policy-rc.d" ]; }
# That of a scope around this one writes down who asks it.
isOthers() { case $(readlink "$policy") in "$all"/*) ;; *) return 1 ;; esac; }
isOff() { isOthers || isOffByItself; }
isOffByItself() { [ -x "$policy" ] && { answer=0; "$policy" unattend start >/dev/null 2>&1 </dev/null || answer=$?; [ "$answer" = 101 ]; }; }
`;

/** A link, so that a file some package puts in its place is told from ours. A policy that starts nothing already is left alone. */
const open = `${common}
mkdir -p "$ours"
: >"$calls"; chmod 0666 "$calls"
cat >"$ours/fake" <<'FAKE'
${fake}FAKE
sed -i "s|CALLS|$calls|g; s|OURS|$ours|g" "$ours/fake"
chmod 0755 "$ours/fake"
for each in systemctl service initctl start-stop-daemon rc-service; do
  if command -v "$each" >/dev/null; then ln -s fake "$ours/$each"; fi
done
printf '#!/bin/sh\\n[ "$1" != --quiet ] || shift\\ncase $2 in *start*) printf "%%s\\\\036" "invoke-rc.d $1 start" >>%s ;; esac\\nexit 101\\n' "$calls" >"$ours/policy-rc.d"
chmod 0755 "$ours/policy-rc.d"
place() {
  if [ -e "$policy" ] || [ -L "$policy" ]; then mv "$policy" "$aside"; fi
  ln -s "$ours/policy-rc.d" "$policy"
}
if [ -d /usr/sbin ] && ! isOff; then keepingTimes /usr/sbin place; fi
goFirst
`;

const close = `${common}
take() {
  rm -f "$policy"
  if [ -e "$aside" ] || [ -L "$aside" ]; then mv "$aside" "$policy"; fi
}
if isOurs; then keepingTimes /usr/sbin take; fi
! isOurs || fail "$policy is still there"
goAway
`;

/**
 * Keeps package scripts from starting anything by the programs that are for it, as Debian's policy-rc.d does; a daemon that a
 * script runs itself, by its full path, is started. Throws SCOPE_REFUSED.
 */
export function servicesOff({ container, path }: ServicesOffSpec): Promise<Stubs> {
  return openFakes({ container, what: 'services: off', open, close, path, args: [] });
}
