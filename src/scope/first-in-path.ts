/** Folders of ours that go first in PATH stand here. */
export const foldersOfOurs = '/dev/unattend/stubs';

/**
 * For shell lines whose `$1` is the scope's id and `$2` what PATH is outside: `goFirst` puts `$ours` in front of it for what
 * sudo and login shells start, and for init scripts, which set a PATH of their own and then read the functions of the LSB;
 * `goAway` takes it back. A later scope goes before an earlier one: its rank is in the names of its files.
 */
export const firstInPath = `
id=$1; path=$2; shift 2
all=${foldersOfOurs}; ours=$all/$id; calls=$all/$id.calls; times=$all/$id.times
rules=/etc/sudoers.d; profiles=/etc/profile.d; functions=/lib/lsb/init-functions.d
fail() { printf '%s\\n' "$*" >&2; exit 1; }
# Tried, for what a shell says of a file (test -x) may be its mode alone.
mayStart() {
  printf '#!/bin/sh\n' >"$ours/may-start"; chmod 0755 "$ours/may-start"
  said=$("$ours/may-start" 2>&1) || case $? in
    126) fail "no program may be started from /dev/unattend: it is mounted noexec; start the container with --tmpfs /dev/unattend:exec" ;;
    *) fail "no program can be started from /dev/unattend: $said" ;;
  esac
  rm "$ours/may-start"
}
goFirst() {
  mayStart
  last=$(ls "$all" | sed -n 's/^\\([0-9]*\\)-.*\\.path$/\\1/p' | sort | tail -n 1)
  name=$(printf %04d "$(expr "\${last:-0}" + 1)")-$id
  printf '%s\\n' "$ours:$path" >"$all/$name.path"
  printf 'PATH=%s:$PATH\\n' "$ours" >"$ours.sh"
  chmod 0644 "$ours.sh"
  [ ! -d "$profiles" ] || keepingTimes "$profiles" cp -p "$ours.sh" "$profiles/zz-unattend-path-$name.sh"
  [ ! -d "$functions" ] || keepingTimes "$functions" cp -p "$ours.sh" "$functions/zz-unattend-path-$name"
  [ -d "$rules" ] && command -v visudo >/dev/null || return 0
  secure=$(LC_ALL=C sudo -V 2>/dev/null | sed -n 's/^Value to override user.s [$]PATH with: //p')
  printf 'Defaults secure_path="%s:%s"\\n' "$ours" "\${secure:-$path}" >"$ours.rule"
  chmod 0440 "$ours.rule"
  said=$(visudo -cf "$ours.rule" 2>&1) || fail "visudo refuses the path\${said:+: }$said"
  keepingTimes "$rules" cp -p "$ours.rule" "$rules/zz-unattend-stubs-$name"
}
goAway() {
  for each in "$rules"/zz-unattend-stubs-*-"$id" \\
    "$profiles"/zz-unattend-path-*-"$id".sh "$functions"/zz-unattend-path-*-"$id"; do
    [ ! -e "$each" ] || keepingTimes "\${each%/*}" rm -f "$each"
    [ ! -e "$each" ] || fail "$each is still there"
  done
  if [ -e "$calls" ]; then cat "$calls"; fi
  rm -rf "$ours" "$calls" "$ours.rule" "$ours.sh" "$times" "$all"/*-"$id.path"
  rmdir "$all" /dev/unattend 2>/dev/null || :
}
`;
