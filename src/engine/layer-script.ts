/**
 * Shell for any `/bin/sh`, run as root in the container that is to be committed; needs `find`, `stat` and `date` of GNU or
 * busybox, writes no file and reads none. `$1` stands before each record, `$2` is when the container started, in seconds since
 * 1970, or 0 to see every file: what changed before is of the image.
 *
 * Records: `mount PLACE` · `missing COMMAND` · `caps`, then what `getcap` says · `file …`, the fields of FORMAT · `end`.
 * A record ends where the next begins, so that a name may hold line ends.
 */
export const LAYER_SCRIPT = String.raw`
export LC_ALL=C QUOTING_STYLE=literal TZ=UTC0 PATH="$PATH:/usr/sbin:/usr/bin:/sbin:/bin"
echo
while read -r _ _ _ _ place _; do printf '%s mount %s\n' "$1" "$place"; done </proc/self/mountinfo
for each in find stat date; do
  command -v "$each" >/dev/null || { printf '%s missing %s\n%s end\n' "$1" "$each" "$1"; exit 0; }
done
minutes=$((($(date +%s) - $2) / 60 + 2))
recent=
if [ "$2" -gt 0 ] && find / -prune -cmin -1 >/dev/null 2>&1; then recent="-cmin -$minutes"; fi
if command -v getcap >/dev/null; then
  printf '%s caps\n' "$1"
  find / -xdev $recent -type f -perm /111 -exec getcap {} + 2>/dev/null
fi
find / -xdev $recent ! -type s -exec stat -c "$1 file %f %s %u %U %g %G %h %d:%i %z %N" {} +
printf '%s end\n' "$1"
`;
