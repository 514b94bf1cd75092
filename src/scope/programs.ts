/**
 * `mustBePrograms COMMAND...` for a shell with `fail`: what is granted is a program, or is not there yet, for an installer may bring
 * it and then call it. sudo takes a path that ends in `/` for all programs in that folder.
 */
export const programs = `
mustBePrograms() {
  for each; do
    case $each in ALL) continue ;; */) fail "$each is not a program" ;; esac
    if [ -e "$each" ] && { [ ! -f "$each" ] || [ ! -x "$each" ]; }; then fail "$each is not a program"; fi
  done
}
`;
