import { foldersOfOurs } from './first-in-path.js';
import { findUser, noEntry } from './find-user.js';
import type { Scripts } from './held.js';
import { keepingTimes } from './kept-times.js';
import { programs } from './programs.js';
import { proxyVariables } from './proxy.js';

/**
 * `$1` the grant's id, `$2` the user, then the commands. What sudo keeps of who has used it (in /run/sudo) goes as well, unless
 * it was there before. What the user may run besides stands in `had-$id`.
 */
const common = `${keepingTimes}${findUser}${programs}
id=$1; user=$2; shift 2
ours=/dev/unattend/sudo; times=$ours/times-$id; folder=/etc/sudoers.d; file=$folder/zz-unattend-$id
stamps=/run/sudo
fail() { printf '%s\\n' "$*" >&2; exit 1; }
mayRun() { sudo -n -l -U "$userName" "$1" >/dev/null 2>&1; }
probeFor() { case $1 in ALL) echo /bin/sh ;; *) echo "$1" ;; esac; }
# What scopes that are open were given, whatever their rules are by now.
granted() { sed -n "s/^#$uid .*SETENV: //p" "$ours"/rule-* 2>/dev/null | tr ', ' '\\n\\n'; }
isFree() { [ "$uid" = 0 ] && mayRun /bin/sh; }
isIn() { tr ', ' '\\n\\n' | grep -qxF -- "$1"; }
`;

/**
 * `Defaults` and the rule are for this user alone; a later rule wins, so the file's name sorts last. SETENV is what `sudo -E`
 * and `sudo VAR=value` need, which installers use. That the rule is read shows in sudo's list, in which are commands too that are
 * not there yet; of those sudo says that it does not find them. Root has a rule too, for its proxy: what it may run besides is the image's.
 */
const open = `${common}
findUser "$user" || fail "there is no user $user"
[ -n "$userName" ] || fail "${noEntry}"
[ -d "$folder" ] || isFree || fail "this sudo reads no $folder"
command -v visudo >/dev/null || fail "there is no visudo"
mustBePrograms "$@"
mkdir -p "$ours"
[ -e "$stamps" ] || : >"$ours/traces-$id"
: >"$ours/had-$id"
for each; do
  probe=$(probeFor "$each")
  mayRun "$probe" || continue
  if ! granted | isAmong "$probe" || cat "$ours"/had-* | isAmong "$probe"; then echo "$each" >>"$ours/had-$id"; fi
done
[ -d "$folder" ] || exit 0
commands= fakes=
for each; do
  commands="$commands\${commands:+, }$each"
  [ "$each" = ALL ] || fakes="$fakes\${fakes:+, }${foldersOfOurs}/*/\${each##*/}"
done
{
  printf 'Defaults:%s !requiretty, env_keep += "${proxyVariables.join(' ')}"\\n' "#$uid"
  printf '%s ALL=(root) NOPASSWD:SETENV: %s\\n' "#$uid" "$commands"
  [ -z "$fakes" ] || printf '%s ALL=(root) SETENV:NOPASSWD: %s\\n' "#$uid" "$fakes"
} >"$ours/rule-$id"
chmod 0440 "$ours/rule-$id"
said=$(visudo -cf "$ours/rule-$id" 2>&1) || fail "visudo refuses the rule\${said:+: }$said"
keepingTimes "$folder" cp -p "$ours/rule-$id" "$file"
list=$(sudo -n -l -U "$userName" 2>"$ours/said-$id") || list=
said=$(grep -v 'unable to resolve host' "$ours/said-$id") || said=
for each; do
  printf '%s\\n' "$list" | isIn "$each" || isFree || fail "sudo does not follow $folder\${said:+: }$said"
  probe=$(probeFor "$each")
  [ ! -e "$probe" ] || mayRun "$probe" || fail "sudo does not allow $each, in spite of $file"
done
`;

/** What another scope that is still open grants as well is allowed after this one. */
const close = `${common}
rm -f "$ours/rule-$id"
if [ -e "$file" ]; then keepingTimes "$folder" rm -f "$file"; fi
[ ! -e "$file" ] || fail "$file is still there"
findUser "$user" || uid= userName=$user
if [ -e "$ours/had-$id" ] && ! isFree; then
  for each; do
    probe=$(probeFor "$each")
    if grep -qxF -- "$each" "$ours/had-$id" || granted | isAmong "$probe"; then continue; fi
    ! mayRun "$probe" || fail "sudo -n still allows $each"
  done
fi
if [ -e "$ours/traces-$id" ] && [ -e "$stamps" ]; then keepingTimes /run rm -rf "$stamps"; fi
rm -f "$ours/had-$id" "$ours/traces-$id" "$ours/said-$id" "$times"
rmdir "$ours" /dev/unattend 2>/dev/null || :
`;

/** A rule for the image's own sudo. */
export const realSudo: Scripts = { open, close };
