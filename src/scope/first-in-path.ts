/** Folders of ours that go first in PATH stand here. */
export const foldersOfOurs = '/dev/unattend/stubs';

/**
 * For shell lines whose `$1` is the scope's id and `$2` what PATH is outside: `goFirst` puts `$ours` in front of it for what
 * sudo starts, `goAway` takes it back. A later scope goes before an earlier one: its rank is in the names of its files.
 */
export const firstInPath = `
id=$1; path=$2; shift 2
all=${foldersOfOurs}; ours=$all/$id; calls=$all/$id.calls; times=$all/$id.times
rules=/etc/sudoers.d
fail() { printf '%s\\n' "$*" >&2; exit 1; }
goFirst() {
  last=$(ls "$all" | sed -n 's/^\\([0-9]*\\)-.*\\.path$/\\1/p' | sort | tail -n 1)
  name=$(printf %04d "$(expr "\${last:-0}" + 1)")-$id
  printf '%s\\n' "$ours:$path" >"$all/$name.path"
  [ -d "$rules" ] && command -v visudo >/dev/null || return 0
  printf 'Defaults secure_path="%s:%s"\\n' "$ours" "$path" >"$ours.rule"
  chmod 0440 "$ours.rule"
  said=$(visudo -cf "$ours.rule" 2>&1) || fail "visudo refuses the path: $said"
  keepingTimes "$rules" cp -p "$ours.rule" "$rules/zz-unattend-stubs-$name"
}
goAway() {
  for rule in "$rules"/zz-unattend-stubs-*-"$id"; do
    [ ! -e "$rule" ] || keepingTimes "$rules" rm -f "$rule"
    [ ! -e "$rule" ] || fail "$rule is still there"
  done
  if [ -e "$calls" ]; then cat "$calls"; fi
  rm -rf "$ours" "$calls" "$ours.rule" "$times" "$all"/*-"$id.path"
  rmdir "$all" /dev/unattend 2>/dev/null || :
}
`;
