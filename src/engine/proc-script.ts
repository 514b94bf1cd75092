/**
 * Run as root in a container; answers questions about /proc, one a line, each answer ended by a line `.`:
 * `processes` (a line `P STAT` for each process, below it `T STATE SYSCALL` for each thread), `link PID FD`,
 * `memory PID ADDRESS LENGTH` (hexadecimal bytes) and `epoll PID FD` (its fdinfo). Any `/bin/sh` will do; readlink, dd and od
 * are needed for what a process waits on, and where they are missing the answer is empty.
 */
export const PROC_SCRIPT = `
thread() {
  state= call=
  { read -r stat <"$1/stat"; } 2>/dev/null && state=\${stat##*) } && state=\${state%% *}
  { read -r call <"$1/syscall"; } 2>/dev/null
  echo "T $state $call"
}
while read -r question a b c; do
  case $question in
    processes)
      for process in /proc/[0-9]*; do
        { read -r stat <"$process/stat"; } 2>/dev/null || continue
        [ "\${stat%% *}" = $$ ] && continue
        echo "P $stat"
        for task in "$process"/task/*; do thread "$task"; done
      done ;;
    link) readlink "/proc/$a/fd/$b" 2>/dev/null ;;
    memory) dd if="/proc/$a/mem" bs=1 skip="$b" count="$c" 2>/dev/null | od -An -v -tx1 2>/dev/null ;;
    epoll) while read -r line; do echo "$line"; done <"/proc/$a/fdinfo/$b" ;;
  esac 2>/dev/null
  echo .
done
`;
