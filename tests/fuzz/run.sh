#!/usr/bin/env bash
# Fuzzes: bash tests/fuzz/run.sh [SECONDS] [TARGET...]. Needs cargo-fuzz and nightly, or the toolchain that
# FUZZ_TOOLCHAIN names.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
toolchain=${FUZZ_TOOLCHAIN:-nightly}
shift || true
fail() { printf 'tests/fuzz/run.sh: %s\n' "$*" >&2; exit 1; }
case $seconds in '' | *[!0-9]*) fail "\`$seconds\` is no number of seconds" ;; esac
cargo fuzz --version >/dev/null 2>&1 || fail 'cargo-fuzz is missing: cargo install cargo-fuzz --locked'
cargo +"$toolchain" --version >/dev/null 2>&1 ||
  fail "$toolchain is missing: rustup toolchain install $toolchain --profile minimal"

[ $# -gt 0 ] || set -- plan config archive pack
for target; do
  # A pack costs so much deflating that watching each comparison of it leaves nothing else.
  watch=() dict=plan length=65536
  case $target in
    plan) ;;
    config) dict=config ;;
    archive) dict=archive length=160000 ;;
    pack) watch=(--no-trace-compares) ;;
    *) fail "there is no target \`$target\`" ;;
  esac
  # New inputs go to the first folder; the others only give seeds.
  mkdir -p "found/$target"
  seeds=("corpus/$target")
  case $target in plan | pack) seeds+=(../fixtures ../../src/playground/examples) ;; esac
  # Apart from the run, whose output is sifted: what the compiler says is kept.
  CARGO_TERM_QUIET=true cargo +"$toolchain" fuzz build --fuzz-dir . ${watch[@]+"${watch[@]}"} "$target" ||
    fail "$target does not build"
  cargo +"$toolchain" fuzz run --fuzz-dir . ${watch[@]+"${watch[@]}"} "$target" "found/$target" "${seeds[@]}" -- \
    -dict="$dict.dict" -max_total_time="$seconds" -max_len="$length" -timeout=30 -rss_limit_mb=2048 \
    -print_final_stats=1 2>&1 |
    grep -E '^error|stat::|DONE|^SUMMARY|panicked|ERROR|^Test unit|[Bb]ase64' || fail "$target failed"
done
