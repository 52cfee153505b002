#!/usr/bin/env bash
# Builds the npm package and tests it, packed, in every host. Installs what is missing on a bare
# Debian machine; a tool that can't be had is a failure, never a skip.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'tests/npm/run.sh: %s\n' "$*" >&2; exit 1; }
need() { command -v "$1" >/dev/null 2>&1 || fail "$1 is missing: $2"; }
has() { command -v "$1" >/dev/null 2>&1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

export PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
need cargo 'install Rust, https://rustup.rs'
need node 'install Node.js 20 or newer'
need npm 'install Node.js 20 or newer'
[ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ] || fail "Node.js $(node --version) is too old, 20 or newer is needed"

step 'Tools'
if has rustup; then
  (cd "$root" && rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown)
fi
bindgen=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "$root/Cargo.lock")
[ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $bindgen" ] && has wasm-bindgen-test-runner ||
  cargo install --quiet --force wasm-bindgen-cli --version "$bindgen" --no-default-features ||
  fail "wasm-bindgen-cli $bindgen can not be installed"
# The stamp is the lock file as it was installed.
if ! cmp --silent package-lock.json node_modules/.lock; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel error || fail 'npm ci failed'
  cp package-lock.json node_modules/.lock
fi
if ! node -e 'import("./browser.mjs").then(({ executable }) => executable()).catch(() => process.exit(1))'; then
  has apt-get || fail 'no Chrome or Chromium found: install one, or name it in CHROME'
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends chromium || fail 'chromium can not be installed'
fi

step 'Lints for wasm'
(cd "$root" && cargo clippy --locked --quiet --target wasm32-unknown-unknown --no-default-features --features wasm --lib --test wasm -- -D warnings)

step 'The border, from inside'
(cd "$root" && CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
  cargo test --locked --target wasm32-unknown-unknown --no-default-features --features wasm --test wasm)

step 'The package'
bash "$root/pkg-config/build.sh"

step 'The package in its hosts'
# One file after the other: a browser and a compiler each want the machine for themselves.
exec node --test --test-concurrency=1 --test-reporter=tap ./*.test.mjs
