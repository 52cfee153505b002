#!/usr/bin/env bash
# Builds the page: bash www/build.sh leaves it in www/dist/, every address relative, ready for any static host.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd .. && pwd -P)
script=www/build.sh
# shellcheck source=pkg-config/wasm.sh
source "$root/pkg-config/wasm.sh"

check_wasm_tools
need npm 'install Node.js 20 or newer'
npm_ci "$root/www/editor"

# Whole or not at all: what is served meanwhile stays as it was.
dist=$(mktemp -d "$root/www/.dist.XXXXXX")
trap 'rm -rf "$dist"' EXIT
chmod 755 "$dist"

build_wasm playground web wattpack_playground "$dist/.work"
cp "$dist/.work/wattpack_playground_bg.wasm" "$dist"
node editor/build.mjs "$dist"
editor/node_modules/.bin/esbuild --minify --target=es2022 --log-level=warning --outdir="$dist" --entry-names='[name]' \
  ./*.css boot.js "$dist/.work/wattpack_playground.js"
# Indentation is for those who read the source.
sed 's/^ *//' index.html > "$dist/index.html"
node docs.mjs "$dist"
cp sw.js manifest.webmanifest "$dist"
mkdir "$dist/icons"
cp icons/favicon.svg icons/*.png "$dist/icons"
rm -rf "$dist/.work"

# The version stands in Cargo.toml only. The commit is that of this repository, not of one around it.
version=$(sed -n 's/^version = "\(.*\)"$/\1/p;/^version/q' "$root/Cargo.toml")
if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$root" ]; then
  commit=$(git rev-parse --short HEAD)
  [ -z "$(git status --porcelain)" ] || commit+=+changes
  version+=" ($commit)"
fi
node finish.mjs fill "$dist" "$version"
editor/node_modules/.bin/esbuild "$dist/sw.js" --minify --target=es2022 --log-level=warning --allow-overwrite --outfile="$dist/sw.js"
node finish.mjs sizes "$dist"
rm -rf "$root/www/dist"
mv "$dist" "$root/www/dist"
