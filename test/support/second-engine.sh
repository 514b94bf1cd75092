#!/usr/bin/env bash
# An engine for one test, beside the one of bin/setup: its data in memory, no network. As root.
# usage: second-engine.sh DIRECTORY SIZE SETTINGS    DIRECTORY is empty and its path short; SIZE as for tmpfs (300m);
#                                                    SETTINGS are those of a daemon.json
# Reads commands from stdin and answers each with `ok`: `start`; `crash`, which ends the engine and its containers as a
# power cut does; `stop`, as a system ends its services. At the end of stdin all of it goes.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
export PATH=$PATH:/usr/sbin:/sbin
for part in say engine network private-engine; do
  # shellcheck source=/dev/null
  . "$ROOT/bin/lib/$part.sh"
done
ENGINE_DIR=$1/engine
RUN_DIR=$1/run
PID_FILE=$1/pid
# shellcheck disable=SC2034
BRIDGE=none

crash() {
  local pid
  if pid=$(private_pid); then
    kill -9 "$pid"
    wait_gone "$pid" 10 || true
  fi
  sweep
}

launch() {
  launch_dockerd overlay2
  wait_for_dockerd || { tail -n 15 "$ENGINE_DIR/dockerd.log" >&2; exit 5; }
}

stop() {
  local pid
  pid=$(private_pid)
  kill "$pid"
  wait_gone "$pid" 25
}

all_goes() {
  crash
  umount -l "$ENGINE_DIR"
}

mkdir "$ENGINE_DIR"
mount -t tmpfs -o "size=$2" tmpfs "$ENGINE_DIR"
trap all_goes EXIT
mkdir "$ENGINE_DIR/data"
echo "$3" >"$ENGINE_DIR/daemon.json"
while read -r command; do
  case $command in
    start) launch ;;
    crash) crash ;;
    stop) stop ;;
    *) exit 2 ;;
  esac
  echo ok
done
