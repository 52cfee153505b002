#!/usr/bin/env bash
# Builds the npm package and tests it, packed, in every host. Installs what is missing on a bare
# Debian machine; a tool that can't be had is a failure, never a skip.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)

# shellcheck disable=SC2034
script=tests/npm/run.sh
# shellcheck source=tests/tools.sh
source "$root/tests/tools.sh"

step 'Tools'
install_wasm_tools
install_browser

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
