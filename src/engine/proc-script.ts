/**
 * Run in a container, as root or as the owner of a program; answers questions about /proc and terminals, one a line, each answer ended by a
 * line `.`:
 * - `stats`: the stat line of each process;
 * - `threads PID...`: for each process a line `Linux`, then stat, schedstat and syscall of each thread;
 * - `links PID...`: `ls` of their descriptors;
 * - `owners PID...`: the status files of those processes;
 * - `info PID FD` and `unix PID`: the text of fdinfo and of net/unix;
 * - `memory PID ADDRESS LENGTH`: bytes in hexadecimal;
 * - `settings PATH`: what `stty -a` prints of a terminal;
 * - `arch`: the kernel's name of the architecture.
 * Any `/bin/sh` will do. Where `ls`, `dd` or `od` is missing the answer is empty. One `cat` reads all files of an answer:
 * a shell's own `read` takes them byte by byte. Nothing is written, and the script sleeps between questions.
 */
export const PROC_SCRIPT = `
while read -r question a b c; do
  case $question in
    stats) cat /proc/[0-9]*/stat ;;
    threads)
      files=
      for p in $a $b $c; do
        files="$files /proc/sys/kernel/ostype"
        for t in /proc/$p/task/*; do files="$files $t/stat $t/schedstat $t/syscall"; done
      done
      cat $files ;;
    links)
      folders=
      for p in $a $b $c; do folders="$folders /proc/$p/fd"; done
      ls -ln /proc/1/fd $folders ;;
    owners)
      files=
      for p in $a $b $c; do files="$files /proc/$p/status"; done
      cat $files ;;
    info) cat "/proc/$a/fdinfo/$b" ;;
    unix) cat "/proc/$a/net/unix" ;;
    memory) dd if="/proc/$a/mem" bs=1 skip="$b" count="$c" | od -An -v -tx1 ;;
    settings) stty -F "$a" -a ;;
    arch) cat /proc/sys/kernel/arch || uname -m ;;
  esac 2>/dev/null
  echo .
done
`;
