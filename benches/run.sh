#!/usr/bin/env bash
# Measures every speed that the docs speak of and prints one table: bash benches/run.sh [NAME...]
# NAME is the beginning of a name in the table, or `limits`. Installs what is missing, as the tests do.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
# shellcheck disable=SC2034
script=benches/run.sh
# shellcheck source=tests/tools.sh
source tests/tools.sh

# wanted PART: whether a benchmark of this part is to run.
wanted() {
  local name
  for name in "${names[@]-$1}"; do
    case $name in "$1"*) return 0 ;; esac
    case $1 in "$name"*) return 0 ;; esac
  done
  return 1
}

names=("$@")
ratios=()
for name; do [ "$name" = limits ] || ratios+=("$name"); done
peers=$root/target/bench-venv
step 'Tools' >&2
if wanted build; then python_env benches/requirements.txt "$peers" >&2; fi
if wanted wasm; then
  install_wasm_tools >&2
  bash pkg-config/build.sh >&2
fi
if [ $# = 0 ] || [ ${#ratios[@]} -gt 0 ]; then
  step 'Programs, as they ship' >&2
  cargo build --release --locked --bin wattpack --example ratios >&2
  step 'Ratios' >&2
  PATH=$peers/bin:$PATH cargo run --quiet --release --locked --example ratios -- ${ratios[@]+"${ratios[@]}"}
fi
if wanted limits; then
  step 'Limits' >&2
  # Beside the command line, the same library would be built twice under one name.
  cargo bench --quiet --locked --no-default-features --bench limits
fi
