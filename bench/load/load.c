/*
 * The programs the bench drives, cheap enough not to be what is measured.
 *
 *   load prompts N       asks N questions; ends with the median and 99th percentile of the time each answer took
 *   load flood BYTES     at least BYTES of what a coloured installer writes; a last line says how many a terminal delivers
 *   load bytes BYTES     the same, one byte a write
 *   load line BYTES      one line that is never finished, in pieces of 4 kB
 *   load idle SECONDS    asks something nobody answers, and waits
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char block[1 << 20];

static double now_ms(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1e3 + at.tv_nsec / 1e6;
}

static void put(const char *bytes, size_t size) {
  while (size > 0) {
    ssize_t written = write(1, bytes, size);
    if (written <= 0) exit(1);
    bytes += written;
    size -= (size_t)written;
  }
}

static int compare(const void *one, const void *other) {
  double a = *(const double *)one, b = *(const double *)other;
  return (a > b) - (a < b);
}

static void prompts(long count) {
  double *took = calloc((size_t)count, sizeof *took);
  char text[128], reply[128];
  for (long at = 0; at < count; at++) {
    int size = snprintf(text, sizeof text, "Question %ld of %ld: ", at + 1, count);
    double asked = now_ms();
    put(text, (size_t)size);
    ssize_t got = read(0, reply, sizeof reply);
    took[at] = now_ms() - asked;
    if (got <= 0 || atol(reply) != at + 1) {
      printf("wrong answer to question %ld\n", at + 1);
      exit(1);
    }
  }
  qsort(took, (size_t)count, sizeof *took, compare);
  printf("p50=%.4f p99=%.4f\n", took[count / 2], took[count * 99 / 100]);
}

/* Fills the block with whole lines; returns its size and counts its line ends. */
static size_t fill(long *lines) {
  size_t size = 0;
  *lines = 0;
  for (long at = 0; size < sizeof block - 256; at++) {
    char *to = block + size;
    if (at % 7 == 0)
      size += (size_t)sprintf(to, "\033[1;34m==>\033[0m \033[1mUnpacking libfoo-dev_%ld.%ld_amd64.deb\033[0m ...\n", at % 31, at % 9);
    else if (at % 11 == 0)
      size += (size_t)sprintf(to, "\033[33mwarning:\033[0m module %ld: option 'legacy' is deprecated, see the manual\n", at);
    else
      size += (size_t)sprintf(to, "\033[32m[%3ld%%]\033[0m Building CXX object src/engine/CMakeFiles/core.dir/part_%05ld.cpp.o\n", at % 101, at);
    ++*lines;
  }
  return size;
}

static void flood(long bytes, size_t piece) {
  long lines, sent = 0, ends = 0;
  size_t size = fill(&lines);
  while (sent < bytes) {
    for (size_t at = 0; at < size; at += piece) put(block + at, size - at < piece ? size - at : piece);
    sent += (long)size;
    ends += lines;
  }
  /* A terminal writes a carriage return before each line feed; this last line is not counted. */
  printf("delivered=%ld\n", sent + ends);
}

static void bytewise(long bytes) {
  long lines, ends = 0;
  size_t size = fill(&lines);
  for (long at = 0; at < bytes; at++) {
    put(block + (size_t)at % size, 1);
    ends += block[(size_t)at % size] == '\n';
  }
  printf("\ndelivered=%ld\n", bytes + ends + 2);
}

static void line(long bytes) {
  memset(block, 'x', 4096);
  for (long sent = 0; sent < bytes; sent += 4096) put(block, 4096);
  printf("\ndelivered=%ld\n", (bytes + 4095) / 4096 * 4096 + 2);
}

int main(int count, char **words) {
  if (count != 3) return 2;
  long number = atol(words[2]);
  setvbuf(stdout, NULL, _IONBF, 0);
  if (strcmp(words[1], "prompts") == 0) prompts(number);
  else if (strcmp(words[1], "flood") == 0) flood(number, 1 << 16);
  else if (strcmp(words[1], "bytes") == 0) bytewise(number);
  else if (strcmp(words[1], "line") == 0) line(number);
  else if (strcmp(words[1], "idle") == 0) { put("Waiting ", 8); sleep((unsigned)number); }
  else return 2;
  return 0;
}
