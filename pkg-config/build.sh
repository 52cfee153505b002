#!/usr/bin/env bash
# Builds the npm package: bash pkg-config/build.sh leaves it in pkg-config/dist/, ready for `npm publish`.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd .. && pwd)
dist=$root/pkg-config/dist
work=$root/pkg-config/dist/.work

fail() { printf 'pkg-config/build.sh: %s\n' "$*" >&2; exit 1; }
need() { command -v "$1" >/dev/null 2>&1 || fail "$1 is missing: $2"; }

# wasm-opt comes from npm's binaryen, which the tests pin.
PATH=$root/tests/npm/node_modules/.bin:$PATH

need cargo 'install Rust, https://rustup.rs'
need node 'install Node.js 20 or newer'
need wasm-bindgen 'see below'
need wasm-opt 'npm ci --ignore-scripts in tests/npm, or npm install --global binaryen'

bindgen=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "$root/Cargo.lock")
[ "$(wasm-bindgen --version)" = "wasm-bindgen $bindgen" ] ||
  fail "$(wasm-bindgen --version) does not fit Cargo.lock: cargo install wasm-bindgen-cli --version $bindgen --no-default-features"
binaryen=$(wasm-opt --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
# Older ones break modules with externref tables, and say nothing.
[ "$binaryen" -ge 130 ] || fail "wasm-opt $binaryen is too old, 130 or newer is needed: npm ci --ignore-scripts in tests/npm"

# Panic messages name source files; not those of this machine.
registry=${CARGO_HOME:-$HOME/.cargo}/registry/src
std=$(rustc --print sysroot)/lib/rustlib/src/rust
export RUSTFLAGS="${RUSTFLAGS-} --remap-path-prefix=$registry=registry --remap-path-prefix=$std=rust --remap-path-prefix=$root=wattpack"
# SHA-256 in a loop instead of unrolled; the hashes are the same.
RUSTFLAGS+=' --cfg sha2_backend_soft="compact"'
target_directory=$(cargo metadata --locked --no-deps --format-version 1 --manifest-path "$root/Cargo.toml" |
  node -p 'JSON.parse(require("node:fs").readFileSync(0)).target_directory')

rm -rf "$dist"
mkdir -p "$work"
# Without the rlib beside it, for which rustc compiles most functions before it sees the whole.
cargo rustc --quiet --locked --manifest-path "$root/Cargo.toml" --lib --crate-type cdylib \
  --target wasm32-unknown-unknown --profile wasm --no-default-features --features wasm
for target in web nodejs; do
  wasm-bindgen --target "$target" --out-dir "$work/$target" --out-name wattpack \
    "$target_directory/wasm32-unknown-unknown/wasm/wattpack_core.wasm"
done
cmp "$work/web/wattpack_bg.wasm" "$work/nodejs/wattpack_bg.wasm" || fail 'the two targets differ; one .wasm can not serve both'
# Small is what goes over the wire: functions inlined into their one caller make the module smaller
# and the compressed module larger, and functions of like names are alike.
wasm-opt -O2 --one-caller-inline-max-function-size 0 --reorder-functions-by-name \
  "$work/web/wattpack_bg.wasm" -o "$dist/wattpack_bg.wasm"

cp "$work/web/"{wattpack.js,wattpack.d.ts} "$dist"
cp "$work/nodejs/wattpack.js" "$dist/node.cjs"
cp "$work/nodejs/wattpack.d.ts" "$dist/node.d.cts"
cp "$root/pkg-config/npm/"* "$root/LICENSE"* "$dist"
rm -rf "$work"

# The version stands in Cargo.toml only.
cargo metadata --locked --no-deps --format-version 1 --manifest-path "$root/Cargo.toml" | node -e '
  const { readFileSync, writeFileSync } = require("node:fs");
  const [path] = process.argv.slice(1);
  const crate = JSON.parse(readFileSync(0, "utf8")).packages[0];
  const { name, ...rest } = JSON.parse(readFileSync(path, "utf8"));
  for (const key of ["name", "description", "license"]) {
    if ({ name, ...rest }[key] !== crate[key]) throw new Error(`${path}: ${key} is not that of Cargo.toml`);
  }
  writeFileSync(path, `${JSON.stringify({ name, version: crate.version, ...rest }, null, 2)}\n`);
' "$dist/package.json"

printf 'pkg-config/dist: %s bytes of wasm\n' "$(wc -c < "$dist/wattpack_bg.wasm")"
