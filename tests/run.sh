#!/usr/bin/env bash
# Runs everything: formatting, lints, golden packs executed and linted, native tests, the npm package in its
# hosts, the page in a browser.
# Installs what is missing on a bare machine; a tool that can't be had is a failure, never a skip.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'tests/run.sh: %s\n' "$*" >&2; exit 1; }
need() { command -v "$1" >/dev/null 2>&1 || fail "$1 is missing: $2"; }

need cargo 'install Rust, https://rustup.rs'
need git 'install it from your system'
need python3 'install Python 3.10 or newer'
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || fail 'Python 3.10 or newer is needed'

step 'Tools'
if command -v rustup >/dev/null 2>&1; then
  rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown
  rustup component list --installed | grep -q '^rustfmt' || rustup component add rustfmt
  rustup component list --installed | grep -q '^clippy' || rustup component add clippy
fi
# The linters of workflows, at versions that are known to judge them.
venv=target/test-venv
tools='zizmor==1.32.0 check-jsonschema==0.39.0'
if [ "$(cat "$venv/tools" 2>/dev/null)" != "$tools" ]; then
  python3 -m venv --clear "$venv" || fail 'python3 -m venv does not work: install your system'\''s python3-venv'
  # shellcheck disable=SC2086
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check $tools
  printf '%s' "$tools" > "$venv/tools"
fi

step 'Formatting'
cargo fmt --check

step 'Lints'
cargo clippy --locked --all-targets --features playground --quiet -- -D warnings
cargo clippy --locked --lib --no-default-features --target wasm32-unknown-unknown --quiet -- -D warnings
cargo clippy --locked --lib --no-default-features --features playground --target wasm32-unknown-unknown --quiet -- -D warnings
RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --lib --quiet

step 'Workflows of the golden packs'
for pack in tests/golden/*/; do
  "$venv/bin/zizmor" --offline --quiet --persona pedantic --no-exit-codes --format json "$pack" > target/zizmor.json
  python3 - "$pack" target/zizmor.json <<'EOF_PY'
import json, sys
findings = json.load(open(sys.argv[2], encoding="utf-8"))
for finding in findings:
    print(f"{sys.argv[1]}: {finding['ident']}: {finding['desc']}", file=sys.stderr)
sys.exit(bool(findings))
EOF_PY
  "$venv/bin/check-jsonschema" --quiet --builtin-schema vendor.github-workflows "$pack".github/workflows/*.yml
  "$venv/bin/check-jsonschema" --quiet --builtin-schema vendor.dependabot "$pack".github/dependabot.yml
  schema=$(find "$pack" -name '*schema*.json')
  config=$(find "$pack" -name '*config.json' ! -name '*schema*')
  "$venv/bin/check-jsonschema" --quiet --check-metaschema "$schema"
  "$venv/bin/check-jsonschema" --quiet --schemafile "$schema" "$config"
done

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
