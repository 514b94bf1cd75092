import { findUser, noEntry } from '../find-user.js';
import type { Scripts } from '../held.js';
import { keepingTimes } from '../kept-times.js';
import { programs } from '../programs.js';
import { standInFolder, standInLinks, standInPlace, standInScript } from './script.js';

/**
 * `$1` the grant's id, `$2` the user, `$3` the program of `as-root.ts` in base64 or nothing, then the commands. Several grants
 * share the stand-in: the first brings it, the last takes it away. What a grant was given stands in `$given` too, which the
 * stand-in does not read: by that it shows whether what it allows was given by a scope.
 */
const common = `${keepingTimes}${findUser}${programs}
id=$1; user=$2; program=$3; shift 3
ours=${standInFolder}; grants=$ours/grants; given=$ours/given-$id; place=${standInPlace}; times=$ours/times
fail() { echo "$*" >&2; exit 1; }
coming=/usr/bin/.unattend-$id
needsGrep() { command -v grep >/dev/null || fail "there is no grep, by which the stand-in is told from another sudo"; }
# By what it runs: our folder is gone when the container was started again meanwhile.
# busybox's grep reads a line to its first NUL.
isOurs() { [ -f "$place" ] && needsGrep && { tr '\\000' '\\n' <"$place" | grep -qF "$ours/stand-in"; } 2>/dev/null; }
`;

const open = `${common}
needsGrep
findUser "$user" || fail "there is no user $user"
[ -n "$userName" ] || fail "${noEntry}"
mustBePrograms "$@"
mkdir -p "$grants"; chmod 0700 "$grants"
{ echo "$uid"; for each; do echo "$each"; done; } >"$given"
cp "$given" "$grants/$id"
if [ -e "$ours/program" ] && isOurs; then exit 0; fi
mkdir -p ${standInLinks}; ln -sf "$place" ${standInLinks}/sudo
# What a run left that died together with its container.
if isOurs; then rm -f "$place"; fi
if [ -e "$place" ] || [ -L "$place" ]; then fail "$place is there already"; fi
cat >"$ours/stand-in" <<'STAND-IN'
${standInScript}STAND-IN
if [ -n "$program" ]; then printf %s "$program" | base64 -d >"$ours/program"
else
  [ "$uid" = 0 ] || fail "the image has no sudo, the stand-in is not made for a machine of this kind ($(uname -m)), and $user is not root"
  printf '#!/bin/sh\\nexec /bin/sh %s/stand-in 0 "$0" "$@"\\n' "$ours" >"$ours/program"
fi
chmod 0755 "$ours/stand-in"
folder=$(dirname "$place")
while [ ! -d "$folder" ]; do echo "$folder" >>"$ours/made"; folder=$(dirname "$folder"); done
bring() {
  mkdir -p "$(dirname "$place")"
  # Whole or not at all: a disk may be full.
  cp "$ours/program" "$coming"
  chmod 4755 "$coming"
  mv "$coming" "$place"
}
keepingTimes "$folder" bring
`;

/**
 * What this grant alone allowed must be refused while others keep the stand-in there. It is asked as `sudo -n -l` asks it: it says
 * of what is listed and not there that it does not find it. Root to whom nothing is granted any more may run everything.
 */
const verify = `
others() {
  for each in "$ours"/given-*; do
    [ ! -e "$each" ] || [ "$(head -n 1 "$each")" != "$uid" ] || tail -n +2 "$each"
  done
}
mayRun() {
  said=$(/bin/sh "$ours/stand-in" "$uid" sudo -n -l "$1" 2>&1) ||
    case $said in *"sudo: $1: command not found") ;; *) return 1 ;; esac
}
mustBeRefused() {
  findUser "$user" || return 0
  [ "$uid" != 0 ] || [ -n "$(others)" ] || return 0
  for command; do others | isAmong "$command" || ! mayRun "$command" || fail "sudo -n still allows $command"; done
}
`;

/** A package of a real sudo that was installed meanwhile stays. */
const close = `${common}${verify}
rm -f "$grants/$id" "$given"
if [ ! -d "$ours" ] || { [ -d "$grants" ] && rmdir "$grants" 2>/dev/null; }; then
  folder=$(dirname "$place")
  if [ -e "$ours/made" ]; then folder=$(dirname "$(tail -n 1 "$ours/made")"); fi
  take() {
    rm -f "$coming"
    if isOurs; then rm -f "$place"; fi
    [ ! -e "$ours/made" ] || while IFS= read -r each; do rmdir "$each" 2>/dev/null || :; done <"$ours/made"
  }
  if isOurs || [ -e "$coming" ]; then keepingTimes "$folder" take; fi
  ! isOurs || fail "$place is still there"
  rm -rf "$ours"
else
  mustBeRefused "$@"
fi
rmdir /dev/unattend 2>/dev/null || :
`;

/** A sudo for an image without one: at /usr/bin/sudo, while there is a grant, and beside it a folder of its name alone. */
export const standIn: Scripts = { open, close };
