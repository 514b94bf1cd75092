/**
 * Run as root beside a program; arguments: its pid and its terminal's path. For each line of stdin, a number of
 * milliseconds, it answers `off` (or in raw mode `raw`) as soon as the terminal does not echo, or `on` when that time has
 * passed, or `unknown`.
 *
 * A terminal in raw mode may have a second one behind it (Debian 12's sudo runs its program on one of its own): then the
 * flags of the innermost terminal among the program's descendants count. Nothing reports a change of the flags, so they
 * are looked at every 10 ms.
 */
export const ECHO_SCRIPT = `
leader=$1 tty=$2
now() { read -r up idle </proc/uptime; now=\${up%.*}\${up#*.}0; }
flags_of() { set -- $(stty -F "$1" -a 2>/dev/null); flags=" $* "; }
fields_of() { { read -r line <"$1"; } 2>/dev/null && p=\${line%% *} rest=\${line##*) }; }
find_inner() {
  inner= family=" $leader " grown=yes
  fields_of "/proc/$leader/stat" || return 1
  set -- $rest; outer=$5
  while [ "$grown" ]; do
    grown=
    for stat in /proc/[0-9]*/stat; do
      fields_of "$stat" || continue
      set -- $rest
      case $family in
        *" $p "*) ;;
        *" $2 "*) family="$family$p " grown=yes; [ "$5" = 0 ] || [ "$5" = "$outer" ] || inner=$5 ;;
      esac
    done
  done
  [ "$inner" ]
}
look() {
  flags_of "$tty"
  case $flags in *' -icanon '*)
    find_inner && flags_of "/dev/pts/$((inner & 255 | inner >> 12 & 1048320))" ;;
  esac
  case $flags in
    *' -echo '*' -icanon '*|*' -icanon '*' -echo '*) state=raw ;;
    *' -echo '*) state=off ;;
    *' echo '*) state=on ;;
    *) state=unknown ;;
  esac
}
while read -r wait; do
  now; end=$((now + wait))
  while look; [ $state = on ] && now && [ "$now" -lt "$end" ]; do sleep 0.01 2>/dev/null || sleep 1; done
  echo $state
done
`;
