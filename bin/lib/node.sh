# Node, its modules and the build.

check_node() {
  local version
  if ! type -P npm >/dev/null || ! version=$(node --version 2>/dev/null); then
    fail 5 "Node.js 20.19 or newer with npm is needed and not installed."
  fi
  if ! printf 'v20.19.0\n%s\n' "$version" | sort -CV; then fail 5 "Node.js 20.19 or newer is needed; this is $version."; fi
}

ensure_modules() {
  local hash stamp=$ROOT/node_modules/.unattend-lock started=$SECONDS
  hash=$(sha256sum <"$ROOT/package-lock.json")
  if [[ $(cat "$stamp" 2>/dev/null) == "$hash" ]]; then return 0; fi
  # After somebody's own `npm install` there is no need to throw the modules away under those who use them.
  if node "$ROOT/bin/lib/modules-match.mjs" "$ROOT"; then
    echo "$hash" >"$stamp"
    return 0
  fi
  use_local_headers
  quietly "$LOGS/npm-ci.log" npm --prefix "$ROOT" ci --no-audit --no-fund || fail 1 "npm ci failed."
  echo "$hash" >"$stamp"
  say "installed the node modules ($((SECONDS - started)) s)"
}

# node-pty is compiled here (no Linux prebuild). node-gyp would download node's headers, from neither apt nor npm; every
# usual installation of node has them beside it.
use_local_headers() {
  local prefix
  prefix=$(dirname "$(dirname "$(readlink -f "$(type -P node)")")")
  if [[ -e $prefix/include/node/node.h ]]; then export npm_config_nodedir=$prefix; fi
}

ensure_build() {
  local stamp=$ROOT/.cache/built started=$SECONDS
  # -newer sees a deleted source too: it changes the time of its folder.
  if [[ -e $stamp && -d $ROOT/dist ]] &&
    [[ -z $(find "$ROOT/src" "$ROOT/bin/bundle.mjs" "$ROOT/package.json" "$ROOT"/tsconfig*.json -newer "$stamp" -print -quit) ]]; then return 0; fi
  # Made before the build: what is saved while it runs is newer than it.
  touch "$stamp.part"
  quietly "$LOGS/build.log" npm --prefix "$ROOT" run build || fail 1 "the build failed."
  mv "$stamp.part" "$stamp"
  say "built dist/ ($((SECONDS - started)) s)"
}
