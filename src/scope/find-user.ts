/**
 * `findUser NAME-OR-NUMBER` in a shell sets `$uid`, `$gid`, `$userName` and `$userHome`; it returns 1 when there is no such user.
 * A number is a user in every container, as for engines: what /etc/passwd does not say of it is group 0, home `/`, and no name.
 * busybox's `id` takes no numbers.
 */
export const findUser = `
findUser() {
  case $1 in
    ''|*[!0-9]*) uid=$(id -u -- "$1" 2>/dev/null) && gid=$(id -g -- "$1") || return 1; userHome= ;;
    *) uid=\${1#"\${1%%[!0]*}"}; uid=\${uid:-0}; gid=0; userHome=/ ;;
  esac
  userName=
  entry=$(sed -n "/^[^:]*:[^:]*:$uid:/{p;q;}" /etc/passwd 2>/dev/null) || :
  [ -n "$entry" ] || return 0
  userName=\${entry%%:*}; entry=\${entry#*:*:*:}
  case $1 in *[!0-9]*) userName=$1 ;; *) gid=\${entry%%:*} ;; esac
  entry=\${entry#*:*:}; userHome=\${entry%%:*}
}
`;

/** Why sudo, the real one too, serves no user of whom /etc/passwd knows nothing. */
export const noEntry = 'the user $uid is not in /etc/passwd, and sudo serves no other';
