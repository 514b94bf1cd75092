#!/bin/bash
# first-half.sh ROOT TAR DEBOOTSTRAP-ARG... : the half of a bootstrap that unpacks; as a program of its own because
# without root it runs under fakeroot, and the owners that pretends must still be known to tar.
set -euo pipefail
root=$1 out=$2
shift 2
debootstrap --foreign "$@"
# Under fakeroot debootstrap makes /proc a link to the machine's.
if [[ -L $root/proc ]]; then
  rm "$root/proc"
  mkdir "$root/proc"
fi
# debootstrap copies these from the machine; its names are not part of a base image.
rm -f "$root/etc/hostname"
: >"$root/etc/resolv.conf"
# Devices are the engine's to make (and plain files under fakeroot).
tar -C "$root" --numeric-owner --exclude='./dev/*' -cf "$out" .
