/**
 * Run in a container beside a program. For each line of stdin, a number of milliseconds and the path of a terminal, it
 * answers `off` (or in raw mode `raw`) as soon as the terminal does not echo, or `on` when that time has passed, or `unknown`.
 * Nothing reports a change of the flags, so they are looked at every 10 ms.
 */
export const ECHO_SCRIPT = `
now() { read -r up idle </proc/uptime; now=\${up%.*}\${up#*.}0; }
look() {
  set -- $(stty -F "$tty" -a 2>/dev/null)
  case " $* " in
    *' -echo '*' -icanon '*|*' -icanon '*' -echo '*) state=raw ;;
    *' -echo '*) state=off ;;
    *' echo '*) state=on ;;
    *) state=unknown ;;
  esac
}
while read -r wait tty; do
  now; end=$((now + wait))
  while look; [ $state = on ] && now && [ "$now" -lt "$end" ]; do sleep 0.01 2>/dev/null || sleep 1; done
  echo $state
done
`;
