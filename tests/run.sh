#!/usr/bin/env bash
# Runs everything: formatting, lints, scripts, workflows, golden packs executed and linted, native tests, the npm
# package in its hosts, the page in a browser.
# Installs what is missing on a bare machine; a tool that can't be had is a failure, never a skip.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
# shellcheck disable=SC2034
script=tests/run.sh
# shellcheck source=tests/tools.sh
source tests/tools.sh

step 'Tools'
need git 'install it from your system'
install_linters
# Also what the last parts need: better to hear of it now.
install_wasm_tools
install_browser
if has rustup; then
  rustup component list --installed | grep -q '^rustfmt' || rustup component add rustfmt
  rustup component list --installed | grep -q '^clippy' || rustup component add clippy
fi

step 'Formatting'
cargo fmt --check

step 'Lints'
cargo clippy --locked --all-targets --features playground --quiet -- -D warnings
cargo clippy --locked --lib --no-default-features --target wasm32-unknown-unknown --quiet -- -D warnings
cargo clippy --locked --lib --no-default-features --features playground --target wasm32-unknown-unknown --quiet -- -D warnings
RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --lib --quiet

step 'Scripts, ours and those inside workflows'
"$venv/bin/python" tests/scripts.py

step 'Workflows, ours and those of the golden packs'
bash tests/workflows.sh

step 'Tests'
cargo test --locked --features playground

step 'Packs of hostile plans, each file read by its own parser'
hostile=$(cargo metadata --locked --no-deps --format-version 1 | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/tmp/hostile
"$venv/bin/python" tests/hostile/parse.py "$hostile"
"$venv/bin/zizmor" --offline --quiet --persona pedantic "$hostile"

step 'The page in a browser'
bash tests/browser/run.sh --reporter dot

step 'The npm package'
bash tests/npm/run.sh
