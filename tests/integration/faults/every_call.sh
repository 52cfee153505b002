#!/usr/bin/env bash
# Kills a forced build at each of its system calls, one after the other, and looks whether the next build finishes it:
# bash tests/integration/faults/every_call.sh [PROGRAM]. Needs strace; takes some minutes, so nothing else runs it.
# The tests beside it kill at random moments.
set -euo pipefail
command -v strace >/dev/null || { echo 'strace is missing: install it from your system' >&2; exit 1; }
program=$(realpath "${1:-target/debug/wattpack}")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"

printf '# T\n\n- IT cap: 1 MW\n\n```text file=gone/a.txt\nold\n```\n' > old.md
printf '# T\n\n- IT cap: 2 MW\n\n```text file=fresh/b.txt\nnew\n```\n' > new.md
"$program" build old.md -q -o before
"$program" build new.md -q -o after
# Files of the user's: one changed, one added, one of git.
for pack in before after; do
  echo mine > $pack/mine.txt
  mkdir $pack/.git
  echo mine > $pack/.git/config
done
echo 'my own' > before/README.md
cp before/README.md after/README.md.orig

build=("$program" build new.md -q -o pack --force)
put_old() { rm -rf pack; cp -r before pack; }
same() { diff -r "$1" pack >/dev/null; }
is_unfinished() { compgen -G 'pack/.wattpack-update-*' >/dev/null; }

put_old
strace -f -o trace "${build[@]}"
kills=0 unfinished=0 bad=0
calls=$(sed -E 's/^[0-9]+ +([a-z0-9_]+)\(.*/\1/;t;d' trace | sort | uniq -c | awk '$2 !~ /^(execve|exit_group)$/ {print $2 ":" $1}')
for call in $calls; do
  for at in $(seq 1 "${call#*:}"); do
    put_old
    { strace -f -o /dev/null -e trace="${call%:*}" -e inject="${call%:*}:signal=KILL:when=$at" "${build[@]}"; } 2>/dev/null || kills=$((kills + 1))
    if is_unfinished; then
      unfinished=$((unfinished + 1))
    elif ! same before && ! same after; then
      bad=$((bad + 1))
      echo "$call $at: half done and not said so"
    fi
    "${build[@]}"
    if ! same after; then
      bad=$((bad + 1))
      echo "$call $at: not finished by the next build"
    fi
  done
done
echo "killed $kills times; $unfinished times the folder was said to be unfinished; $bad times something was wrong"
[ "$kills" -gt 0 ] && [ "$bad" = 0 ]
