import { foldersOfOurs } from '../first-in-path.js';
import { makeEnvironment } from './environment.js';
import { readWords } from './words.js';

/** What stands in for sudo is kept here while a scope is open; the program of `as-root.ts` knows it too. */
export const standInFolder = '/dev/unattend/sudo';
/** Where it stands itself. */
export const standInPlace = '/usr/bin/sudo';
/** Has a link to it and nothing else: for a PATH in which its place is not. */
export const standInLinks = `${standInFolder}/bin`;

const who = `
sd_uid=$1; shift; [ $# -eq 0 ] || shift
sd_paths=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
PATH=$sd_paths; export PATH
sd_die() { echo "sudo: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || sd_die "effective uid is not 0: setuid programs do not work here"
sd_entry() { sed -n "s/^\\([^:]*\\):[^:]*:$1:\\([^:]*\\):[^:]*:\\([^:]*\\):\\(.*\\)/\\\\$2/p" /etc/passwd | head -n 1; }
sd_caller=$(sd_entry "$sd_uid" 1); sd_gid=$(sd_entry "$sd_uid" 2)
sd_root_home=$(sd_entry 0 3); sd_root_shell=$(sd_entry 0 4)
[ -n "$sd_caller" ] || sd_die "you do not exist in the passwd database"
: "\${sd_root_home:=/}" "\${sd_root_shell:=/bin/sh}"
`;

/**
 * A grant is a file: who may, and what, a line each. A path to the same file is the same command, as for sudo, and so is our fake of it; `sd_may`
 * prints what is to be run. Root to whom nothing was granted may run everything.
 */
const grants = `
sd_granted=$(for sd_each in ${standInFolder}/grants/*; do
  [ ! -e "$sd_each" ] || [ "$(head -n 1 "$sd_each")" != "$sd_uid" ] || tail -n +2 "$sd_each"
done)
[ -n "$sd_granted" ] || [ "$sd_uid" != 0 ] || sd_granted=ALL
sd_is_fake() {
  case $1 in ${foldersOfOurs}/*) ;; *) return 1 ;; esac
  sd_folder=\${1#${foldersOfOurs}/}; sd_folder=\${sd_folder%%/*}
  [ "$1" = "${foldersOfOurs}/$sd_folder/\${2##*/}" ]
}
sd_may() {
  printf '%s\\n' "$sd_granted" | {
    while IFS= read -r sd_each; do
      case $sd_each in ALL|"$1") printf %s "$1"; exit 0 ;; esac
      if sd_is_fake "$1" "$sd_each"; then printf %s "$1"; exit 0; fi
      [ "\${sd_each##*/}" != "\${1##*/}" ] || [ ! "$sd_each" -ef "$1" ] || { printf %s "$sd_each"; exit 0; }
    done
    exit 1
  }
}
sd_password() { sd_die "a password is required"; }
sd_refuse() {
  [ -n "$sd_asks" ] || [ "$sd_uid" = 0 ] || sd_password
  echo "Sorry, user $sd_caller is not allowed to execute '$*' as $sd_user on $(uname -n)." >&2
  exit 1
}
`;

/** What sudo does besides running a command. */
const others = `
[ -n "$sd_granted" ] || [ "$sd_alone" = V ] || [ "$sd_alone" = h ] || sd_password
case $sd_alone in
  V) echo "Sudo version 1.9 (a stand-in while a scope of unattend is open)"; exit ;;
  h) echo "$sd_usage"; exit ;;
  v) exit ;;
  ?) [ $# -gt 0 ] || exit 0 ;;
esac
if [ -n "$sd_list" ] && [ $# -eq 0 ]; then
  echo "User $sd_caller may run the following commands on $(uname -n):"
  printf '%s\\n' "$sd_granted" | sed 's/^/    (root) SETENV: NOPASSWD: /'
  exit
fi
`;

/** A shell gets its command as one text, in which sudo quotes all but letters, digits, `_`, `-` and `$`. */
const shell = `
sd_in_shell() { for sd_each; do printf %s "$sd_each" | sed 's/[^A-Za-z0-9_$-]/\\\\&/g'; printf ' '; done; }
if [ -n "$sd_shell" ]; then
  sd_line=; [ $# -eq 0 ] || sd_line=$(sd_in_shell "$@")
  if [ "$sd_shell" = login ]; then cd "$sd_root_home"; set -- "$sd_root_shell" -l; else set -- "\${SHELL:-$sd_root_shell}"; fi
  [ -z "$sd_line" ] || set -- "$@" -c "\${sd_line% }"
fi
[ $# -gt 0 ] || { echo "$sd_usage" >&2; exit 1; }
`;

/** What fakes of ours there are goes first for sudo's command too (stub.ts). */
const find = `
for sd_each in /dev/unattend/stubs/*.path; do [ ! -e "$sd_each" ] || sd_paths=$(cat "$sd_each"); done
sd_find() (
  case $1 in
    /*) sd_each=$1 ;;
    */*) sd_each=$(pwd)/\${1#./} ;;
    *) sd_each=; IFS=:; for sd_folder in $sd_paths; do [ -n "$sd_each" ] || [ ! -x "$sd_folder/$1" ] || [ -d "$sd_folder/$1" ] || sd_each=$sd_folder/$1; done ;;
  esac
  [ -d "$sd_each" ] || [ ! -x "$sd_each" ] || echo "$sd_each"
)
sd_program=$(sd_find "$1")
case $sd_user in root|'#0') sd_user=root ;; *) id -u "$sd_user" >/dev/null 2>&1 || sd_die "unknown user $sd_user"; sd_granted=none ;; esac
case $sd_group in root|'#0') ;; *) sd_granted=none ;; esac
# With a group alone a command is run as its caller, and nobody is granted that.
[ -z "$sd_in" ] || [ -n "$sd_as" ] || [ "$sd_uid" = 0 ] || sd_granted=none
sd_named=\${sd_program:-$1}
sd_refused() { [ -z "$sd_list" ] || exit 1; shift; sd_refuse "$sd_named\${1+ }$*"; }
sd_listed=$(sd_may "$sd_named") || sd_refused "$@"
[ -n "$sd_program" ] || sd_die "$1: command not found"
# What is listed is run, not what the caller's path may name by now.
sd_program=$sd_listed
if [ -n "$sd_list" ]; then echo "$sd_program"; exit; fi
`;

/** `env` takes a path with `=` in it for one more setting: there a shell is between. */
const run = `
shift
export PATH="$sd_paths" SUDO_COMMAND="$sd_program\${1+ }$*"
umask "$(printf %04o $(($(umask) | 022)))"
[ -n "$sd_set" ] || exec "$sd_program" "$@"
case $sd_program in *=*) set -- /bin/sh -c 'exec "$@"' sh "$sd_program" "$@" ;; *) set -- "$sd_program" "$@" ;; esac
eval "exec env $sd_set \\"\\$@\\""
`;

/** All of it: `$1` who calls, then the name it was called by and what it was given. */
export const standInScript = `# A stand-in for sudo while a scope is open.
${who}${readWords}${grants}${others}${shell}${find}${makeEnvironment}${run}`;
