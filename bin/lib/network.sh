# The private engine's bridge and its way out. Everything is named after the clone, so that two clones do not meet.

# One file for the machine: who turns forwarding on first notes what it was, who leaves last puts it back.
FORWARD_NOTE=/run/unattend-ip-forward
FORWARD=/proc/sys/net/ipv4/ip_forward

make_network() {
  load_private_state || choose_names
  if ! ip link show "$BRIDGE" >/dev/null 2>&1; then ip link add "$BRIDGE" type bridge; fi
  if [[ $(ip -4 -o addr show dev "$BRIDGE") != *"$GATEWAY"* ]]; then ip addr add "$GATEWAY" dev "$BRIDGE"; fi
  ip link set "$BRIDGE" up
  if [[ $(cat $FORWARD) == 0 ]]; then
    echo 0 >$FORWARD_NOTE
    echo 1 >$FORWARD
  fi
  each_rule add || note "could not set up NAT: containers will have no network beyond this machine"
}

remove_network() {
  each_rule remove
  ip link del "$BRIDGE" 2>/dev/null || true
  if [[ -e $FORWARD_NOTE ]] && ! others_have_a_bridge; then
    cat $FORWARD_NOTE >$FORWARD
    rm -f $FORWARD_NOTE
  fi
}

# No pipe into `grep -q`: it ends at the first bridge, `ip` dies of the broken pipe, and under pipefail that is "none".
others_have_a_bridge() {
  [[ $(ip -o link show type bridge) =~ ': '(unatt-|docker0|br-) ]]
}

each_rule() {
  "$1_rule" nat POSTROUTING -s "$SUBNET" ! -o "$BRIDGE" -j MASQUERADE &&
    "$1_rule" filter FORWARD -i "$BRIDGE" -j ACCEPT &&
    "$1_rule" filter FORWARD -o "$BRIDGE" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
}

# First in the chain: a firewall or another Docker may end it with DROP.
add_rule() {
  local table=$1 chain=$2
  shift 2
  iptables -w -t "$table" -C "$chain" "$@" 2>/dev/null || iptables -w -t "$table" -I "$chain" "$@"
}

# More than one can be there after crashes.
remove_rule() {
  local table=$1 chain=$2
  shift 2
  while iptables -w -t "$table" -D "$chain" "$@" 2>/dev/null; do :; done
}

# A bridge name (at most 15 characters) and a subnet that nothing on this machine uses, starting from a hash of the clone's
# path; kept in the state file, so that a later start and --down mean the same ones.
choose_names() {
  local try hash number candidate
  for try in {0..49}; do
    hash=$(printf '%s' "$ROOT#$try" | sha256sum)
    number=$((16#${hash:0:6}))
    # Both private ranges in turn: a company network often routes all of one of them.
    if ((try % 2 == 0)); then candidate=10.$((128 + number % 120)).$((number / 128 % 256))
    else candidate=172.$((20 + number % 12)).$((number / 16 % 256)); fi
    if ! ip link show "unatt-${hash:0:8}" >/dev/null 2>&1 && is_free_subnet "$candidate.0/24"; then break; fi
  done
  BRIDGE=unatt-${hash:0:8} SUBNET=$candidate.0/24 GATEWAY=$candidate.1/24 RUN_DIR=/run/unattend-${hash:0:8}
  mkdir -p "$ENGINE_DIR"
  printf '%s=%q\n' BRIDGE "$BRIDGE" SUBNET "$SUBNET" GATEWAY "$GATEWAY" RUN_DIR "$RUN_DIR" >"$ENGINE_DIR/state.part"
  mv "$ENGINE_DIR/state.part" "$ENGINE_DIR/state"
}

is_free_subnet() {
  [[ -z $(ip -4 route show root "$1"; ip -4 route show match "$1" | grep -v '^default') ]]
}

default_device() { ip -4 route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1; }
