# System packages: what is needed, and how it gets here.

# "what must be there:the Debian package it comes in". A name is looked up in PATH, a path in the file system.
BASE_PACKAGES=(
  debootstrap:debootstrap makeself:makeself expect:expect zstd:zstd xz:xz-utils unzip:unzip zip:zip
  whiptail:whiptail dialog:dialog python3:python3 make:make g++:g++ git:git flock:util-linux
  /etc/ssl/certs/ca-certificates.crt:ca-certificates
  # Programs that tests talk to.
  /sbin/cfdisk:fdisk vi:vim-tiny vim.tiny:vim-tiny less:less ssh-keygen:openssh-client openssl:openssl
  x86_64-linux-gnu-as:binutils-x86-64-linux-gnu aarch64-linux-gnu-as:binutils-aarch64-linux-gnu
  ps:procps tzselect:libc-bin bc:bc perl:perl tmux:tmux tinyproxy:tinyproxy setcap:libcap2-bin asciinema:asciinema
  podman:podman
  # Ubuntu needs Debian's keys to bootstrap Debian; on Debian they are there.
  /usr/share/keyrings/debian-archive-keyring.gpg:debian-archive-keyring
)
# Without root the first half of a bootstrap runs under fakeroot. In the list at once: asking twice is worse than once too much.
if ((EUID != 0)); then BASE_PACKAGES+=(fakeroot:fakeroot); fi
# Only when no engine answers and setup starts one.
ENGINE_PACKAGES=(dockerd:docker.io iptables:iptables ip:iproute2)
# Where the kernel has AppArmor on, dockerd calls this for every container; docker.io only recommends it.
if [[ $(cat /sys/module/apparmor/parameters/enabled 2>/dev/null) == Y ]]; then ENGINE_PACKAGES+=(apparmor_parser:apparmor); fi

POLICY=/usr/sbin/policy-rc.d
POLICY_MARK='# temporary, by the setup of unattend'

# install_packages NAME:PACKAGE... : installs those that are missing.
install_packages() {
  local entry missing=()
  for entry in "$@"; do
    is_there "${entry%%:*}" || missing+=("${entry#*:}")
  done
  if ((${#missing[@]} == 0)); then return 0; fi
  if ((EUID != 0)); then
    fail 5 "these packages are missing: ${missing[*]}" \
      "as root: apt-get update && apt-get install --no-install-recommends ${missing[*]}"
  fi
  if ! type -P apt-get >/dev/null; then
    fail 5 "this system has no apt-get; setup can install nothing here." \
      "please install what Debian calls: ${missing[*]}"
  fi
  apt_install "${missing[@]}"
  say "installed ${missing[*]}"
}

is_there() {
  case $1 in
    /*) [[ -e $1 ]] ;;
    *) type -P "$1" >/dev/null ;;
  esac
}

# The caller's trap on EXIT calls allow_services, so that a failure restores it as well.
apt_install() {
  forbid_services
  repair_dpkg
  quietly "$LOGS/apt-update.log" apt-get -o DPkg::Lock::Timeout=120 update ||
    fail 5 "apt-get update failed."
  DEBIAN_FRONTEND=noninteractive quietly "$LOGS/apt-install.log" \
    apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@" ||
    fail 5 "apt-get could not install: $*"
  allow_services
}

# After a setup was killed while dpkg worked: apt refuses to go on by itself, and that dpkg may still be running (apt gives
# it a session of its own) and hold its lock.
repair_dpkg() {
  local deadline=$((SECONDS + 120)) log=$LOGS/dpkg.log
  if ! compgen -G '/var/lib/dpkg/updates/*' >/dev/null; then return 0; fi
  until LC_ALL=C DEBIAN_FRONTEND=noninteractive dpkg --configure -a >"$log" 2>&1 </dev/null; do
    if ((SECONDS >= deadline)) || ! grep -q 'lock' "$log"; then fail 5 "dpkg --configure -a failed, see $log"; fi
    sleep 0.5
  done
}

# docker.io's postinst starts the system's dockerd. The engine of this clone is a private one and the machine's own
# services are none of our business: for the time of the installation Debian's switch for that is set to "no".
forbid_services() {
  allow_services
  if [[ -e $POLICY ]]; then mv "$POLICY" "$POLICY.unattend-saved"; fi
  printf '#!/bin/sh\n%s\nexit 101\n' "$POLICY_MARK" >"$POLICY"
  chmod 755 "$POLICY"
}

# Also repairs what a setup killed in between left behind: only a file with our mark is ever removed.
allow_services() {
  if ((EUID != 0)); then return 0; fi
  if [[ -e $POLICY ]] && grep -qxF "$POLICY_MARK" "$POLICY"; then rm -f "$POLICY"; fi
  if [[ -e $POLICY.unattend-saved ]]; then mv "$POLICY.unattend-saved" "$POLICY"; fi
}
