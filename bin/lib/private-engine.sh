# A private dockerd for this clone, beside whatever else runs on the machine: own socket, data, bridge and NAT rules.
#
# .cache/engine/   data/ (images), dockerd.log, dockerd.pid, state (names that were chosen, read by every later call)
# /run/unattend-H/ docker.sock, exec/. Not in the clone: a socket's path is limited to 107 bytes (unix(7)) and dockerd
#                  makes longer ones below it. H is a hash of the clone's path.

ENGINE_DIR=$ROOT/.cache/engine
PID_FILE=$ENGINE_DIR/dockerd.pid
# shellcheck source=/dev/null
load_private_state() { if [[ -r $ENGINE_DIR/state ]]; then . "$ENGINE_DIR/state"; else return 1; fi; }

private_address() { load_private_state && echo "unix://$RUN_DIR/docker.sock"; }

# The pid file alone proves nothing: after a reboot the number is somebody else's.
private_pid() {
  local pid
  pid=$(cat "$PID_FILE" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] || return 1
  [[ $'\n'$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline")$'\n' == *$'\n'"--pidfile=$PID_FILE"$'\n'* ]] || return 1
  echo "$pid"
}

private_is_running() { private_pid >/dev/null; }

start_private() {
  local driver started=$SECONDS
  mkdir -p "$ENGINE_DIR/data"
  # Without this dockerd reads the machine's /etc/docker/daemon.json.
  echo '{}' >"$ENGINE_DIR/daemon.json"
  # One that a killed setup has just started needs a moment; one that hangs is replaced.
  if private_is_running; then
    load_private_state
    LAUNCHED=$(private_pid)
    if wait_for_dockerd; then return 0; fi
    stop_private
  fi
  mount_cgroups
  make_network
  sweep
  # dockerd would pick a slow or an experimental driver by itself; these two are the ones that are tested.
  for driver in overlay2 vfs; do
    launch_dockerd "$driver"
    if wait_for_dockerd; then
      if [[ $driver == vfs ]]; then note "no overlay file system here: the engine copies layers (slower, and larger on disk)"; fi
      say "started a private Docker engine at $(private_address) ($((SECONDS - started)) s)"
      return 0
    fi
    grep -qE 'storage-driver|graphdriver|overlay' "$ENGINE_DIR/dockerd.log" || break
  done
  tail -n 15 "$ENGINE_DIR/dockerd.log" | sed 's/^/  | /' >&2
  stop_private
  fail 5 "the private Docker engine did not start; the end of $ENGINE_DIR/dockerd.log is above." \
    "in a container it needs privileges (--privileged) and mounted cgroups;" \
    "or start any Docker or Podman engine yourself and set DOCKER_HOST."
}

launch_dockerd() {
  local driver=$1 mtu
  mkdir -p "$RUN_DIR"
  chmod 711 "$RUN_DIR"
  mtu=$(cat "/sys/class/net/$(default_device)/mtu" 2>/dev/null || echo 1500)
  # The substitution's shell ends at once, so the daemon is init's child and not one of the command setup hands over to.
  LAUNCHED=$(
    become_dockerd "$driver" "$mtu" </dev/null >"$ENGINE_DIR/dockerd.log" 2>&1 &
    echo $!
  )
}

become_dockerd() {
  local driver=$1 mtu=$2 fd chroot=()
  # Nothing of the caller's is kept: neither setup's lock nor a pipe that somebody reads to its end.
  for fd in /proc/self/fd/*; do
    fd=${fd##*/}
    if ((fd > 2)); then eval "exec $fd>&-"; fi
  done
  cd /
  # In a chroot / is no mount point, and pivot_root(2), by which containers get theirs, wants one. So dockerd gets the same
  # tree, mounted, in a mount namespace of its own that still sees what is mounted outside later. (unshare's own option
  # for that fails in a chroot, for the same reason. What leaks out where mounts are shared, sweep unmounts.)
  if ! awk '$5 == "/" { found = 1 } END { exit !found }' /proc/self/mountinfo; then
    mkdir "$RUN_DIR/root"
    chroot=(unshare --mount --propagation unchanged
      sh -c 'mount --rbind / "$0" && mount --make-rslave "$0" && exec chroot "$0" "$@"' "$RUN_DIR/root")
  fi
  # --iptables=false: two daemons that both manage Docker's chains undo each other's rules; network.sh has ours.
  exec setsid "${chroot[@]}" dockerd --host="unix://$RUN_DIR/docker.sock" --pidfile="$PID_FILE" \
    --data-root="$ENGINE_DIR/data" --exec-root="$RUN_DIR/exec" --config-file="$ENGINE_DIR/daemon.json" \
    --bridge="$BRIDGE" --mtu="$mtu" --iptables=false --ip-forward=false \
    --storage-driver="$driver" --shutdown-timeout=5
}

wait_for_dockerd() {
  local deadline=$((SECONDS + 45))
  while ((SECONDS < deadline)); do
    if [[ -S $RUN_DIR/docker.sock ]] && engine_api find "unix://$RUN_DIR/docker.sock" >/dev/null; then return 0; fi
    if ! kill -0 "$LAUNCHED" 2>/dev/null; then return 1; fi
    sleep 0.1
  done
  kill "$LAUNCHED" 2>/dev/null || true
  return 1
}

# Idempotent, and complete also after a crash: what it removes is found by name, not by what a start got to.
stop_private() {
  local pid did=no
  if ! load_private_state; then return 0; fi
  if pid=$(private_pid); then
    did=yes
    kill "$pid"
    # dockerd gives its containers 10 s, then kills them.
    wait_gone "$pid" 25 || { kill -9 "$pid" 2>/dev/null || true; wait_gone "$pid" 5 || true; }
  fi
  sweep
  remove_network
  unmount_cgroups
  rm -f "$ENGINE_DIR/state"
  if [[ $did == yes ]]; then say "stopped the private engine"; fi
}

# What is left of a daemon that does not run any more. Also before a start: dockerd waits in vain for a containerd whose
# number in a stale pid file happens to exist.
sweep() {
  kill_orphans
  unmount_below "$RUN_DIR"
  unmount_below "$ENGINE_DIR"
  rm -rf "$RUN_DIR" "$PID_FILE"
}

# A dockerd that was killed leaves the shims of its containers, and those the containers (with the first process of a
# container dies the rest of it). A setup that was killed may leave a dockerd too young to have written its pid file.
kill_orphans() {
  local file shim
  # The pattern comes by file: on the command line grep would find itself.
  for file in $(grep -lsF -f <(printf '%s\n' "$RUN_DIR/exec/" "--pidfile=$PID_FILE") /proc/[0-9]*/cmdline); do
    shim=${file//[!0-9]/}
    # shellcheck disable=SC2046
    kill -9 $(cat "/proc/$shim"/task/*/children 2>/dev/null) "$shim" 2>/dev/null || true
    wait_gone "$shim" 5 || true
  done
}

wait_gone() {
  local deadline=$((SECONDS + $2))
  while [[ -e /proc/$1 ]]; do
    # A zombie is gone as far as we are concerned; who started it may never reap it.
    if grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"; then return 0; fi
    if ((SECONDS >= deadline)); then return 1; fi
    sleep 0.1
  done
}

# Deepest first; the mount table writes a space in a path as \040.
unmount_below() {
  local below=${1// /\\040}
  awk -v below="$below/" 'index($5, below) == 1 { print $5 }' /proc/self/mountinfo | sort -r |
    while read -r point; do umount -l "$(printf '%b' "$point")" || true; done
}

# A chroot or a bare container may have no cgroups; runc cannot do without. What is mounted here is unmounted by --down.
mount_cgroups() {
  local name hierarchy rest enabled
  if [[ $(awk '$5 ~ "^/sys/fs/cgroup"' /proc/self/mountinfo) == *cgroup* ]]; then return 0; fi
  if ! awk 'NR > 1 && $2 > 0 { found = 1 } END { exit !found }' /proc/cgroups; then
    mount -t cgroup2 cgroup2 /sys/fs/cgroup && touch "$ENGINE_DIR/cgroups-mounted"
    return
  fi
  # Version 1: one hierarchy a controller, as the kernel has them already.
  mount -t tmpfs -o mode=755 cgroup /sys/fs/cgroup || return
  touch "$ENGINE_DIR/cgroups-mounted"
  while read -r name hierarchy rest enabled; do
    if [[ $name == '#'* || $enabled != 1 || $hierarchy == 0 ]]; then continue; fi
    mkdir -p "/sys/fs/cgroup/$name"
    mount -t cgroup -o "$name" cgroup "/sys/fs/cgroup/$name" || rmdir "/sys/fs/cgroup/$name"
  done </proc/cgroups
}

unmount_cgroups() {
  if [[ ! -e $ENGINE_DIR/cgroups-mounted ]]; then return 0; fi
  unmount_below /sys/fs/cgroup
  umount -l /sys/fs/cgroup || true
  rm -f "$ENGINE_DIR/cgroups-mounted"
}
