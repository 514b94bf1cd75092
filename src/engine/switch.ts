/** Where everything of ours is inside a container: the runtime's own tmpfs, which no commit reads. */
export const OUR_FOLDER = '/dev/unattend';

/** While this file is there, the container outlives its client. */
export const KEEP_FILE = `${OUR_FOLDER}/keep`;

/**
 * What PID 1, a bare `/bin/sh`, reads from the stdin this process holds, so that no command of ours is in the
 * container's configuration. It ends when that stdin does, and the engine then removes the container (AutoRemove).
 * The shell waits for a foreground `cat` and not in `read`, for only then does it reap the orphans of others; a `cat`
 * that somebody killed (`killall`, `kill -9 -1`) is started again.
 *
 * The empty line first ends what may come before: docker-modem sends the options of the attach call as its body too,
 * and Docker takes for stdin what of it arrives after the head of the request (through a proxy: 18 % of 400 starts died
 * of a syntax error, measured). Alone on its line it is a command that is not found.
 */
export const SWITCH_SCRIPT =
  '\n' +
  [
    'until cat >/dev/null; do [ $? -gt 128 ] || exit 1; done',
    `[ -e ${KEEP_FILE} ] || exit 0`,
    "trap 'exit 0' TERM",
    'while :; do sleep 3600 & wait $!; done',
  ].join('; ') +
  '\n';
