#!/usr/bin/env bash
# Fuzzes: bash tests/fuzz/run.sh [SECONDS] [TARGET...]. Needs nightly and cargo-fuzz.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
shift || true
fail() { printf 'tests/fuzz/run.sh: %s\n' "$*" >&2; exit 1; }
cargo fuzz --version >/dev/null 2>&1 || fail 'cargo-fuzz is missing: cargo install cargo-fuzz --locked'
rustup run nightly rustc --version >/dev/null 2>&1 || fail 'nightly is missing: rustup toolchain install nightly --profile minimal'

[ $# -gt 0 ] || set -- plan config archive pack
for target; do
  # New inputs go to the first folder; the others only give seeds.
  mkdir -p "corpus/$target"
  case $target in
    plan | pack) seeds=(../fixtures ../../src) ;;
    config) seeds=(../fixtures) ;;
    *) seeds=() ;;
  esac
  cargo +nightly fuzz run --fuzz-dir . "$target" "corpus/$target" "${seeds[@]}" -- \
    -max_total_time="$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 2>&1 |
    grep -E 'stat::|^SUMMARY|panicked|ERROR|artifact|DONE' || fail "$target failed"
done
