/**
 * `keepingTimes FOLDER COMMAND...` in a shell with `$times`, a file of ours: what the command does to the names in the folder
 * does not show in its times, also when it fails, and what others did before still does. A folder whose time alone has changed is in the layer.
 */
export const keepingTimes = `
keepingTimes() {
  changing=$1; shift
  mkdir -p "\${times%/*}"
  touch -r "$changing" "$times"
  trap putTimesBack EXIT
  "$@"
  trap - EXIT
  putTimesBack
}
putTimesBack() {
  touch -r "$times" "$changing"
  rm -f "$times"
}
`;
