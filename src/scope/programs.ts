/**
 * `mustBePrograms COMMAND...` for a shell with `fail`: what is granted is a program, or is not there yet, for an installer may bring
 * it and then call it. sudo takes a path that ends in `/` for all programs in that folder. `isAmong COMMAND`: whether one of the
 * lines of stdin grants it; a path to the same file is the same command, as for sudo.
 */
export const programs = `
mustBePrograms() {
  for each; do
    case $each in ALL) continue ;; */) fail "$each is not a program" ;; esac
    if [ -e "$each" ] && { [ ! -f "$each" ] || [ ! -x "$each" ]; }; then fail "$each is not a program"; fi
  done
}
isAmong() (
  while IFS= read -r line; do
    case $line in ALL|"$1") exit 0 ;; esac
    [ "\${line##*/}" != "\${1##*/}" ] || [ ! "$line" -ef "$1" ] || exit 0
  done
  exit 1
)
`;
