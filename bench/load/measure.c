/*
 * measure FILE PROGRAM ARG...: runs a program and writes `wall user sys rss status` to FILE (seconds, kB), its children
 * that it has waited for included, as the system accounts them.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) { return time.tv_sec + time.tv_usec / 1e6; }

int main(int count, char **words) {
  struct timespec from, to;
  struct rusage usage;
  int status;
  if (count < 3) return 2;
  clock_gettime(CLOCK_MONOTONIC, &from);
  pid_t pid = fork();
  if (pid == 0) {
    execvp(words[2], words + 2);
    _exit(127);
  }
  if (pid < 0 || wait4(pid, &status, 0, &usage) < 0) return 1;
  clock_gettime(CLOCK_MONOTONIC, &to);
  FILE *file = fopen(words[1], "w");
  if (file == NULL) return 1;
  fprintf(file, "%f %f %f %ld %d\n", (to.tv_sec - from.tv_sec) + (to.tv_nsec - from.tv_nsec) / 1e9,
          seconds(usage.ru_utime), seconds(usage.ru_stime), usage.ru_maxrss,
          WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return fclose(file) == 0 ? 0 : 1;
}
