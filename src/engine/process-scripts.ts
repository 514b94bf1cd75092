/**
 * Shell for any `/bin/sh`, run as root inside a container; `ps` may be absent, so it reads /proc. No command is started
 * but `sleep`, and no sub-shell, which would be a process of its own among those it looks at.
 *
 * `scan` sets `alive` to the processes for which `is_target` holds; `family` keeps all that were ever found, so that a
 * process stays known when its parent has died. Zombies are done: PID 1 reaps them.
 */
const SCAN = `
family=' '
scan() {
  grown=yes
  while [ "$grown" ]; do
    grown= alive=
    for stat in /proc/[0-9]*/stat; do
      { read -r line <"$stat"; } 2>/dev/null || continue
      p=\${line%% *}
      set -- \${line##*) }
      parent=$2 session=$4
      [ "$p" != $$ ] && [ "$p" != 1 ] && [ "$1" != Z ] && [ "$1" != X ] || continue
      case $family in
        *" $p "*) ;;
        *) is_target || continue; family="$family$p " grown=yes ;;
      esac
      alive="$alive $p"
    done
  done
}
`;

/** Sends `first` signal, waits `grace` ms at most for all targets to end, then kills what is left. Status 1: some stay. */
const END_TARGETS = `
now() { read -r up idle </proc/uptime; now=\${up%.*}\${up#*.}0; }
pause() { sleep 0.02 2>/dev/null || sleep 1; }
end_targets() {
  scan
  [ "$alive" ] || return 0
  kill -$1 $alive 2>/dev/null
  kill -CONT $alive 2>/dev/null
  now; end=$((now + $2))
  while scan; [ "$alive" ] && now && [ "$now" -lt "$end" ]; do pause; done
  rounds=0
  while [ "$alive" ] && [ $rounds -lt 250 ]; do
    kill -KILL $alive 2>/dev/null
    pause; scan; rounds=$((rounds + 1))
  done
  [ -z "$alive" ]
}
`;

/**
 * Ends a program and all it started. Arguments: its pid (its session too: the runtime starts each exec in a session of
 * its own), its terminal's path or nothing, the grace in milliseconds. A target is in the session, a child of a target,
 * or holds the terminal (what `setsid` or `nohup` has moved out of the session and orphaned).
 */
export const END_FAMILY = `
leader=$1 tty=$2 grace=$3
${SCAN}
holds() { [ "$tty" ] && { [ "/proc/$p/fd/0" -ef "$tty" ] || [ "/proc/$p/fd/1" -ef "$tty" ] || [ "/proc/$p/fd/2" -ef "$tty" ]; }; }
is_target() {
  [ "$p" = "$leader" ] || [ "$session" = "$leader" ] && return 0
  case $family in *" $parent "*) return 0 ;; esac
  holds
}
${END_TARGETS}
end_targets HUP "$grace" || { echo "$alive"; exit 1; }
`;

/**
 * Whether a program still has what the engine reads its output from. Arguments: its pid, and its terminal's path or nothing.
 * A terminal that the engine has hung up has no path any more. Without a terminal these are two pipes; one that has sent its
 * output elsewhere mostly has the same for both.
 */
export const HOLDS_OUTPUT = `
if [ "$2" ]; then
  for fd in 0 1 2; do
    [ ! "/proc/$1/fd/$fd" -ef "$2" ] || exit 0
    [ "$(readlink "/proc/$1/fd/$fd")" != "$2 (deleted)" ] || exit 0
  done
  exit 1
fi
out=$(readlink "/proc/$1/fd/1"); err=$(readlink "/proc/$1/fd/2")
case $out,$err in pipe:*,pipe:*) [ "$out" != "$err" ] ;; *) exit 1 ;; esac
`;

/** Ends all but PID 1, its own \`cat\` (session 1) and this script. Argument: the grace in milliseconds. */
export const END_ALL = `
grace=$1
${SCAN}
is_target() { [ "$session" != 1 ] && [ "$session" != $$ ]; }
${END_TARGETS}
end_targets TERM "$grace" || { echo "$alive"; exit 1; }
`;
