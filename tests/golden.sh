#!/usr/bin/env bash
# Builds the golden packs with a program and holds their archives to tests/golden/SHA256SUMS:
# bash tests/golden.sh PROGRAM [FOLDER]. With a FOLDER the archives stay there.
set -euo pipefail
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
folder=${2:-$(mktemp -d)}
[ $# -gt 1 ] || trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")"

sums=$PWD/golden/SHA256SUMS
while read -r _ archive; do
  # The example is the one plan that the program brings along.
  set --
  [ "$archive" = example.zip ] || set -- "fixtures/${archive%.zip}.md"
  "$program" build --quiet "$@" -o "$folder/$archive"
done < "$sums"
cd "$folder"
# macOS has the one, Git for Windows the other.
if command -v shasum >/dev/null; then shasum --algorithm 256 --check "$sums"; else sha256sum --check "$sums"; fi
