# Which engine: the one the user has, else a private one (private-engine.sh). Sets DOCKER_HOST.

engine_api() { node "$ROOT/bin/lib/engine-api.mjs" "$@"; }

# Everything an engine may answer at, in the order of preference, one a line.
engine_candidates() {
  local context
  if [[ -n ${DOCKER_HOST:-} ]]; then echo "$DOCKER_HOST"; fi
  # Our own, while it runs, goes before what is found: a daemon that appears later must not make the images move.
  if private_is_running; then private_address; fi
  if type -P docker >/dev/null &&
    context=$(DOCKER_HOST='' docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null) &&
    [[ -n $context ]]; then echo "$context"; fi
  echo unix:///var/run/docker.sock
  if [[ -n ${XDG_RUNTIME_DIR:-} ]]; then
    echo "unix://$XDG_RUNTIME_DIR/docker.sock"
    echo "unix://$XDG_RUNTIME_DIR/podman/podman.sock"
  fi
  echo unix:///run/podman/podman.sock
}

ensure_engine() {
  local candidates found
  mapfile -t candidates < <(engine_candidates | awk '!seen[$0]++')
  if found=$(engine_api find "${candidates[@]}"); then
    if [[ -n ${DOCKER_HOST:-} && $found != "$DOCKER_HOST" ]]; then
      note "nothing answers at DOCKER_HOST=$DOCKER_HOST; using $found"
    fi
    export DOCKER_HOST=$found
    return 0
  fi
  if ((EUID != 0)); then no_engine_for_user "${candidates[@]}"; fi
  install_packages "${ENGINE_PACKAGES[@]}"
  start_private
  DOCKER_HOST=$(private_address)
  export DOCKER_HOST
}

no_engine_for_user() {
  local candidate path hints=()
  for candidate in "$@"; do
    path=${candidate#unix://}
    if [[ -S $path && ! -w $path ]]; then
      hints+=("$path is there and you may not use it: as root 'usermod -aG $(stat -c %G "$path") $(id -un)', then log in again.")
    fi
  done
  fail 5 "no container engine answers, and only root can have setup start one." \
    "tried: $*" "${hints[@]}" \
    "either install docker.io or podman (with its socket) and set DOCKER_HOST if it listens elsewhere," \
    "or run bin/setup as root once: it starts a private engine for this clone."
}
