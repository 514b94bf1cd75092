import type { Container } from '../engine/engine.js';
import { findUser } from './find-user.js';
import { type Held, hold } from './held.js';
import { newScopeId } from './id.js';

export interface CredentialFileSpec {
  readonly container: Container;
  /** Absolute, or from the home of `user` with `~/`. */
  readonly path: string;
  /** Who the file is for: a name or number. */
  readonly user: string;
  /** Home of that user; default what /etc/passwd says, `/` for a number that is not in it. */
  readonly home?: string;
  /** Permission bits. */
  readonly mode: number;
  /** `name`, `uid`, `name:group`; default the user and its group. */
  readonly owner?: string;
  readonly value: Uint8Array;
}

const common = `${findUser}
id=$1; path=$2; user=$3; home=$4; mode=$5; owner=$6
all=/dev/unattend/credentials; ours=$all/$id
fail() { printf '%s\\n' "$*" >&2; exit 1; }
# What waits beside a place of a credential is no name for long.
names() { ls -A -- "$there" | sed '/^\\.unattend-[0-9a-f]*$/d'; }
absolute() {
  case $path in "~/"*) ;; *) return 0 ;; esac
  [ -d "\${home:=$userHome}" ] || fail "$user has no home directory"
  path=\${home%/}/\${path#??}
}
`;

/**
 * The value stands in memory, under /dev, and at its place a link to it, whose end says how many folders were made for it. What was at the place waits beside it; folders that
 * are missing are made; the times of the folder that was there are put back unless it has other names in it by then.
 */
const open = `${common}
findUser "$user" || fail "there is no user $user"
absolute
case $path in *'
'*) fail "its place has a line end in it" ;; esac
[ ! -d "$path" ] || [ -L "$path" ] || fail "$path is a directory"
umask 077
mkdir -p "$all"; chmod 0711 /dev/unattend "$all"
mkdir "$ours"; chmod 0711 "$ours"
printf '%s' "$path" >"$ours/path"
folder=$(dirname -- "$path")
there=$folder; made=; count=0
while [ ! -d "$there" ]; do made="$there
$made"; count=$((count + 1)); there=$(dirname -- "$there"); done
printf '%s' "$there" >"$ours/there"
printf '%s' "$made" >"$ours/made"
touch -r "$there" "$ours/times"
# What cannot be written says so now: from here on closing puts the times back.
touch -r "$ours/times" "$there"
names >"$ours/names"
value=$ours/value.$count
cat >"$value"
chmod "$mode" "$value"
chown "\${owner:-$uid:$gid}" "$value"
printf '%s' "$made" | while IFS= read -r each; do
  [ -n "$each" ] || continue
  mkdir -m 0700 -- "$each"; chown "$uid:$gid" "$each"
done
if [ -e "$path" ] || [ -L "$path" ]; then mv -- "$path" "$folder/.unattend-$id"; fi
ln -s "$value" "$path"
: >"$ours/linked"
chown -h "$uid" "$path" 2>/dev/null || :
touch -r "$ours/times" "$there"
`;

/**
 * What was never put there is not taken away. A program may have put a file of its own at the place (npm does): it holds the credential and goes too.
 * Where another scope has put its own there since, our link waits beside it, and what waits for us takes that place.
 */
const close = `${common}
isUnderAnother() {
  for above in "$folder"/.unattend-*; do
    case $(readlink -- "$above" 2>/dev/null) in "$ours/value."*) return 0 ;; esac
  done
  return 1
}
isAway() { [ -e "$away" ] || [ -L "$away" ]; }
if [ ! -d "$ours" ]; then
  # All is put back, or the container was started again and has lost what we knew.
  findUser "$user" || exit 0
  path=$(absolute 2>/dev/null && printf '%s.' "$path") || exit 0
  path=\${path%.}; folder=$(dirname -- "$path"); away=$folder/.unattend-$id
  link=$(readlink -- "$path" 2>/dev/null) || link=
  case $link in
    "$ours/value."*)
      rm -f -- "$path"
      count=\${link##*.}
      while [ "$count" -gt 0 ] && rmdir -- "$folder" 2>/dev/null; do
        count=$((count - 1)); folder=$(dirname -- "$folder")
      done ;;
  esac
  if isAway; then
    if [ -e "$path" ] || [ -L "$path" ]; then fail "$path is new, and what was there waits as $away"; fi
    mv -- "$away" "$path"
  fi
  exit 0
fi
forget() { rm -rf "$ours"; rmdir "$all" /dev/unattend 2>/dev/null || :; }
if [ ! -e "$ours/names" ]; then forget; exit 0; fi
path=$(cat "$ours/path"); there=$(cat "$ours/there")
folder=$(dirname -- "$path"); away=$folder/.unattend-$id
if isUnderAnother; then
  rm -f -- "$above"
  if isAway; then mv -- "$away" "$above"; fi
else
  if [ -e "$ours/linked" ]; then rm -f -- "$path"; fi
  if isAway; then mv -- "$away" "$path"
  elif [ -e "$ours/linked" ]; then [ ! -e "$path" ] && [ ! -L "$path" ] || fail "$path is still there"; fi
fi
sed '1!G;h;$!d' "$ours/made" | while IFS= read -r each; do
  [ -z "$each" ] || rmdir -- "$each" 2>/dev/null || :
done
if [ -d "$there" ] && [ "$(names)" = "$(cat "$ours/names")" ]; then touch -r "$ours/times" "$there"; fi
forget
[ ! -e "$ours" ] || fail "$ours is still there"
`;

/**
 * Puts a secret at its place as a file, fed through stdin into memory: in no archive, no argument, no layer. Closing puts
 * the place back as it was. Throws SCOPE_REFUSED.
 */
export function credentialFile(spec: CredentialFileSpec): Promise<Held> {
  const { container, path, user, home = '', mode, owner = '', value } = spec;
  const [name = user] = user.split(':');
  const args = [newScopeId(), path, name, home, mode.toString(8).padStart(4, '0'), owner];
  return hold(container, { what: `the credential ${path}`, open, close, args, input: value });
}
