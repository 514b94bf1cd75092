# Messages, all on stderr: stdout belongs to --print-env and to the command that setup hands over to.

# One line for one thing that was done.
say() { printf 'setup: %s\n' "$*" >&2; }

note() { printf 'setup: note: %s\n' "$*" >&2; }

# fail STATUS LINE... : the first line says what is wrong, the others what to do about it.
fail() {
  local status=$1 first=$2
  shift 2
  printf 'setup: %s\n' "$first" >&2
  if (($# > 0)); then printf '  %s\n' "$@" >&2; fi
  exit "$status"
}

# quietly LOG COMMAND... : a long command's output is of interest only when it fails.
quietly() {
  local log=$1 status=0
  shift
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status == 0)); then return 0; fi
  tail -n 25 "$log" | sed 's/^/  | /' >&2
  printf 'setup: %s failed (%s); all of its output: %s\n' "$1" "$status" "$log" >&2
  return "$status"
}
