#!/usr/bin/env bash
# Prints what the changelog says about a tag: bash .github/release-notes.sh vX.Y.Z
# Fails unless the tag is the version of Cargo.toml and its section has a date.
set -euo pipefail
tag=$1
fail() { printf 'release-notes.sh: %s\n' "$*" >&2; exit 1; }

version=$(sed -n '/^version = /{s/.*"\(.*\)"/\1/p;q;}' Cargo.toml)
[ "$tag" = "v$version" ] || fail "the tag $tag is not v$version, the version of Cargo.toml"
heading=$(grep -E "^## ${version//./\\.} \([0-9]{4}-[0-9]{2}-[0-9]{2}\)$" CHANGELOG.md) ||
  fail "CHANGELOG.md has no section \"## $version (YYYY-MM-DD)\""
notes=$(awk -v heading="$heading" '/^## / { inside = ($0 == heading); next } inside' CHANGELOG.md)
grep -q '^- ' <<< "$notes" || fail "the section of $version says nothing"
printf '%s\n' "$notes"
