interface Scripts {
  readonly open: string;
  readonly close: string;
}

/**
 * `$1` the grant's id, `$2` the user, `$3` the variables that are kept, then the commands. The times of a folder that gets a
 * file for a while are kept beside ours under /dev and put back: the layer has nothing of it.
 */
const common = `
id=$1; user=$2; keep=$3; shift 3
ours=/dev/unattend/sudo; times=$ours/times-$id
fail() { echo "$*" >&2; exit 1; }
keepTimes() { touch -r "$1" "$times"; }
putTimesBack() { [ ! -e "$times" ] || touch -r "$times" "$1"; }
`;

/** What sudo keeps of who has used it: gone again unless it was there before. */
const traces = `
stamps=/run/sudo
noteTraces() { [ -e "$stamps" ] || touch -r /run "$ours/traces-$id"; }
removeTraces() {
  [ -e "$ours/traces-$id" ] || return 0
  rm -rf "$stamps"
  touch -r "$ours/traces-$id" /run
  rm -f "$ours/traces-$id"
}
`;

const realCommon = `${common}${traces}
folder=/etc/sudoers.d; file=$folder/zz-unattend-$id
mayRun() { sudo -n -l -U "$user" "$1" >/dev/null 2>&1; }
`;

/** `Defaults` and the rule are for this user alone; a later rule wins, so the file's name sorts last. */
export const realSudo: Scripts = {
  open: `${realCommon}
uid=$(id -u -- "$user" 2>/dev/null) || fail "there is no user $user"
[ "$uid" = 0 ] || [ -d "$folder" ] || fail "this sudo reads no $folder"
command -v visudo >/dev/null || fail "there is no visudo"
mkdir -p "$ours"
noteTraces
: >"$ours/had-$id"
for each; do
  [ "$each" = ALL ] || { mayRun "$each" && echo "$each" >>"$ours/had-$id"; } || :
done
[ "$uid" != 0 ] || exit 0
commands=
for each; do commands="$commands\${commands:+, }$each"; done
{
  printf 'Defaults:%s !requiretty, env_keep += "%s"\\n' "#$uid" "$keep"
  printf '%s ALL=(root) NOPASSWD: %s\\n' "#$uid" "$commands"
} >"$ours/rule-$id"
chmod 0440 "$ours/rule-$id"
said=$(visudo -cf "$ours/rule-$id" 2>&1) || fail "visudo refuses the rule: $said"
keepTimes "$folder"
cp -p "$ours/rule-$id" "$file"
putTimesBack "$folder"
probe=$1; [ "$probe" != ALL ] || probe=/bin/sh
mayRun "$probe" || fail "sudo does not follow $folder"
`,
  close: `${realCommon}
if [ -e "$file" ]; then rm -f "$file"; putTimesBack "$folder"; fi
[ ! -e "$file" ] || fail "$file is still there"
if [ -e "$ours/had-$id" ] && [ "$(id -u -- "$user")" != 0 ]; then
  for each; do
    [ "$each" != ALL ] || each=/bin/sh
    ! mayRun "$each" || grep -qxF -- "$each" "$ours/had-$id" || fail "sudo -n still allows $each"
  done
fi
removeTraces
rm -f "$ours/rule-$id" "$ours/had-$id" "$times"
rmdir "$ours" /dev/unattend 2>/dev/null || :
`,
};

/** What stands at /usr/bin/sudo where the image has none: for root alone, who needs nothing but the words of sudo. */
const standIn = `#!/bin/sh
# A stand-in for sudo while a scope is open.
words="$*"
while [ $# -gt 0 ]; do
  case $1 in
    -n|-E|-H|-S|-i|-nE|-En|-EH|-HE|-nH|-Hn|--non-interactive|--preserve-env|--set-home) shift ;;
    -u|--user)
      [ "\${2-}" = root ] || { echo "sudo: unknown user \${2-}" >&2; exit 1; }
      shift 2 ;;
    -uroot|--user=root) shift ;;
    --) shift; break ;;
    -v|-k|-K) exit 0 ;;
    -*) echo "sudo: the stand-in does not understand $1" >&2; exit 1 ;;
    *) break ;;
  esac
done
while [ $# -gt 0 ]; do
  case $1 in
    [A-Za-z_]*=*) export "$1"; shift ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || { echo "usage: sudo [-nEH] [-u user] [VAR=value] [command [arg ...]]" >&2; exit 1; }
path=$(command -v -- "$1") || { echo "sudo: $1: command not found" >&2; exit 1; }
case $path in /*) ;; *) path=$1 ;; esac
if ! grep -qxF -e ALL -e "$path" "LIST"; then
  shift
  echo "Sorry, user $(id -un) is not allowed to execute '$path\${*:+ }$*' as root on $(hostname 2>/dev/null || cat /etc/hostname)." >&2
  exit 1
fi
shift
export HOME=/root USER=root LOGNAME=root SUDO_USER=root SUDO_UID=0 SUDO_GID=0 SUDO_COMMAND="$words"
exec "$path" "$@" 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
`;

const standInCommon = `${common}
place=/usr/bin/sudo
`;

export const sudoStandIn: Scripts = {
  open: `${standInCommon}
uid=$(id -u -- "$user" 2>/dev/null) || fail "there is no user $user"
[ "$uid" = 0 ] || fail "the image has no sudo and $user is not root; install sudo in the base image"
if [ -e "$place" ] || [ -L "$place" ]; then fail "$place is there already"; fi
mkdir -p "$ours"
for each; do echo "$each"; done >"$ours/list-$id"
cat >"$ours/stand-in-$id" <<'STAND-IN'
${standIn}STAND-IN
sed -i "s|\\"LIST\\"|\\"$ours/list-$id\\"|" "$ours/stand-in-$id"
chmod 0755 "$ours/stand-in-$id"
keepTimes /usr/bin
cp -p "$ours/stand-in-$id" "$place"
putTimesBack /usr/bin
`,
  close: `${standInCommon}
if [ -e "$times" ] || grep -qsF "$ours/list-$id" "$place"; then
  rm -f "$place"
  putTimesBack /usr/bin
fi
rm -f "$ours/list-$id" "$ours/stand-in-$id" "$times"
rmdir "$ours" /dev/unattend 2>/dev/null || :
`,
};
