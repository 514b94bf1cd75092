#!/usr/bin/env bash
# Podman's service for one test: its data in memory, no network. As root.
# usage: podman-engine.sh DIRECTORY    DIRECTORY is empty and its path short; the socket is DIRECTORY/podman.sock
# Says `ok` when it answers. At the end of stdin all of it goes.
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin
DATA=$1/data
SOCKET=$1/podman.sock
export CONTAINERS_CONF=$1/containers.conf

# Podman's own limits are higher than those of root where CAP_SYS_RESOURCE is missing.
cat >"$CONTAINERS_CONF" <<'END'
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
events_logger = "file"
END

# runc, for crun refuses where both versions of cgroups are mounted.
PODMAN=(podman --root "$DATA/root" --runroot "$DATA/run" --tmpdir "$DATA/tmp" --runtime "$(type -P runc)" --cgroup-manager cgroupfs)

all_goes() {
  "${PODMAN[@]}" rm --all --force --time 0 >/dev/null || true
  kill "$SERVICE" || true
  wait "$SERVICE" || true
  umount -l "$DATA"
}

mkdir "$DATA"
mount -t tmpfs -o size=2g tmpfs "$DATA"
"${PODMAN[@]}" system service --time 0 "unix://$SOCKET" 2>"$1/log" &
SERVICE=$!
trap all_goes EXIT
for ((tries = 0; ; tries++)); do
  if podman --remote --url "unix://$SOCKET" version >/dev/null 2>&1; then break; fi
  if ((tries >= 300)) || ! kill -0 "$SERVICE"; then cat "$1/log" >&2; exit 5; fi
  sleep 0.1
done
echo ok
cat >/dev/null
