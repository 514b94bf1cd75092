# The images tests and the demo run on. Each carries a label with the hash of its recipe: another recipe, another image.

LABEL=unattend-dev.recipe
DEBIAN=unattend-dev/debian:bookworm
BUILDER=unattend-dev/builder:bookworm
DEBCONF=unattend-dev/debconf:bookworm
WIZARDS=unattend-dev/wizards:bookworm
PACKAGES=unattend-dev/packages:bookworm
BUSYBOX=unattend-dev/busybox:1
BOOTSTRAP=(--variant=minbase bookworm)
# "lxc" tells debootstrap that it may not make devices: those are the engine's, and Podman's containers lack CAP_MKNOD.
SECOND_HALF='container=lxc /debootstrap/debootstrap --second-stage && apt-get clean'
PULLED=debian:bookworm-slim
RECIPES=$ROOT/bin/lib/images

ensure_images() {
  local base builder debconf wizards packages busybox tag value id
  local -A have old
  base=$({ echo "${BOOTSTRAP[*]} $SECOND_HALF $PULLED"; cat "$RECIPES/first-half.sh"; } | short_hash)
  builder=$({ echo "$base"; cat "$RECIPES/builder.Dockerfile"; } | short_hash)
  debconf=$({ echo "$builder"; cat "$RECIPES/debconf.Dockerfile"; } | short_hash)
  wizards=$({ echo "$debconf"; cat "$RECIPES/wizards.Dockerfile"; } | short_hash)
  packages=$({ echo "$builder"; cat "$RECIPES/packages.Dockerfile"; } | short_hash)
  busybox=$({ echo "$builder"; cat "$RECIPES/busybox.Dockerfile"; } | short_hash)
  while read -r tag value id; do
    have[$tag]=$value old[$tag]=$id
  done < <(engine_api labels "$DOCKER_HOST" "$LABEL" "$DEBIAN" "$BUILDER" "$DEBCONF" "$WIZARDS" "$PACKAGES" "$BUSYBOX")
  # Each recipe's hash holds that of the one below: a new base means a new builder.
  if [[ ${have[$BUSYBOX]:-} == "$busybox" && ${have[$PACKAGES]:-} == "$packages" && ${have[$WIZARDS]:-} == "$wizards" &&
    ${have[$DEBCONF]:-} == "$debconf" && ${have[$BUILDER]:-} == "$builder" && ${have[$DEBIAN]:-} == "$base" ]]; then return 0; fi
  if [[ ${have[$DEBIAN]:-} != "$base" ]]; then make_base "$base"; fi
  if [[ ${have[$BUILDER]:-} != "$builder" ]]; then build_image "$BUILDER" "$builder" builder.Dockerfile; fi
  if [[ ${have[$DEBCONF]:-} != "$debconf" ]]; then build_image "$DEBCONF" "$debconf" debconf.Dockerfile; fi
  if [[ ${have[$WIZARDS]:-} != "$wizards" ]]; then build_image "$WIZARDS" "$wizards" wizards.Dockerfile; fi
  if [[ ${have[$PACKAGES]:-} != "$packages" ]]; then build_image "$PACKAGES" "$packages" packages.Dockerfile; fi
  if [[ ${have[$BUSYBOX]:-} != "$busybox" ]]; then build_image "$BUSYBOX" "$busybox" busybox.Dockerfile; fi
  # What had these names before; the engine refuses to remove what is in use, and what still has its name keeps it.
  while read -r tag value id; do
    if [[ ${old[$tag]} != - && ${old[$tag]} != "$id" ]]; then engine_api forget "$DOCKER_HOST" "${old[$tag]}"; fi
  done < <(engine_api labels "$DOCKER_HOST" "$LABEL" "$BUSYBOX" "$PACKAGES" "$WIZARDS" "$DEBCONF" "$BUILDER" "$DEBIAN")
}

short_hash() { sha256sum | cut -c1-16; }

make_base() {
  local hash=$1 started=$SECONDS tar=$ROOT/.cache/base/debian-bookworm-$1.tar how
  if [[ ! -e $tar ]] && how=$(engine_api pull "$DOCKER_HOST" "$PULLED"); then
    echo "FROM $PULLED" | context | engine_api build "$DOCKER_HOST" "$DEBIAN" "$LABEL=$hash" || fail 5 "could not build $DEBIAN."
    # The name is the user's: it stays if it was there.
    if [[ $how == pulled ]]; then engine_api forget "$DOCKER_HOST" "$PULLED"; fi
  else
    if [[ ! -e $tar ]]; then bootstrap_base "$tar"; fi
    engine_api import "$DOCKER_HOST" "$DEBIAN" "$LABEL=$hash" <"$tar" || fail 5 "could not import $tar."
    # Those of earlier recipes.
    find "${tar%/*}" -name 'debian-*.tar' ! -path "$tar" -delete
  fi
  say "made $DEBIAN ($((SECONDS - started)) s)"
}

# debootstrap in two halves: unpacking needs no privileges and mounts nothing, so that a killed one leaves only files; the
# half that needs root (dpkg --configure) runs in a container, where an ordinary user of the engine has it.
bootstrap_base() {
  local tar=$1 work=$ROOT/.cache/base/work mirror fake=()
  say "no registry answers: bootstrapping Debian (about a minute, once)"
  # debootstrap 1.0.128 leaves packages out, and says 0, where its target's path has a space (measured).
  if [[ $work == *[!-A-Za-z0-9_./+]* ]]; then work=${TMPDIR:-/tmp}/unattend-$CLONE; fi
  rm -rf "$work"
  mkdir -p "${tar%/*}"
  mkdir -m 755 "$work"
  mirror=$(debian_mirror)
  if ((EUID != 0)); then fake=(fakeroot); fi
  quietly "$LOGS/debootstrap.log" "${fake[@]}" bash "$RECIPES/first-half.sh" "$work/root" "$work/first-half.tar" \
    "${BOOTSTRAP[@]}" "$work/root" ${mirror:+"$mirror"} || fail 5 "debootstrap failed."
  engine_api bootstrap "$DOCKER_HOST" "$CLONE" sh -c "$SECOND_HALF" \
    <"$work/first-half.tar" >"$work/whole.tar" || fail 5 "the second half of the bootstrap failed."
  # What the engine itself puts into every container.
  tar --delete -f "$work/whole.tar" .dockerenv 2>/dev/null || true
  # In two steps: the first may be a copy to another file system.
  mv "$work/whole.tar" "$tar.part"
  mv "$tar.part" "$tar"
  rm -rf "$work"
}

build_image() {
  local tag=$1 hash=$2 recipe=$RECIPES/$3 started=$SECONDS mirror
  mirror=$(debian_mirror)
  context <"$recipe" | engine_api build "$DOCKER_HOST" "$tag" "$LABEL=$hash" ${mirror:+"MIRROR=$mirror"} ||
    fail 5 "could not build $tag."
  say "built $tag ($((SECONDS - started)) s)"
}

# A build context (tar) that holds nothing but the Dockerfile on stdin.
context() {
  local work=$ROOT/.cache/context
  mkdir -p "$work"
  cat >"$work/Dockerfile"
  tar -C "$work" -c Dockerfile
}

# The mirror this machine's apt uses, if the machine is a Debian; nothing otherwise, and debootstrap takes its default.
# Third parties name their suites after releases too: the origin tells, but only while apt's lists are on disk. Hence the
# second question, which apt answers from its configuration alone (it then leaves the word $(ORIGIN) as it is).
debian_mirror() {
  local codename format='$(RELEASE) $(COMPONENT) $(REPO_URI) $(ORIGIN)'
  codename=$(. /etc/os-release && if [[ ${ID:-} == debian ]]; then echo "${VERSION_CODENAME:-}"; fi)
  if [[ -z $codename ]] || ! type -P apt-get >/dev/null; then return 0; fi
  { apt-get indextargets --format "$format" && apt-get indextargets --no-release-info --format "$format"; } |
    awk -v codename="$codename" '
      !found && $1 == codename && $2 == "main" && $3 ~ /^http/ && ($4 == "Debian" || $4 ~ /ORIGIN/) { found = 1; print $3 }'
}
