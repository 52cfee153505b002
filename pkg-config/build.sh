#!/usr/bin/env bash
# Builds the npm package: bash pkg-config/build.sh leaves it in pkg-config/dist/, ready for `npm publish`.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd .. && pwd)
script=pkg-config/build.sh
# shellcheck source=pkg-config/wasm.sh
source "$root/pkg-config/wasm.sh"
check_wasm_tools

# Whole or not at all: an interrupted build leaves the package of the last one.
dist=$(mktemp -d "$root/pkg-config/.dist.XXXXXX")
trap 'rm -rf "$dist"' EXIT
chmod 755 "$dist"

work=$dist/.work
for target in web nodejs; do
  build_wasm wasm "$target" wattpack "$work/$target"
done
cmp "$work/web/wattpack_bg.wasm" "$work/nodejs/wattpack_bg.wasm" ||
  fail 'the two targets differ; one .wasm can not serve both'

cp "$work/web/"{wattpack.js,wattpack.d.ts,wattpack_bg.wasm} "$dist"
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
rm -rf "$root/pkg-config/dist"
mv "$dist" "$root/pkg-config/dist"
