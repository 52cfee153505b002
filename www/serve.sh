#!/usr/bin/env bash
# Builds the page and serves it on this machine. Installs what the build is missing.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd .. && pwd)
# shellcheck disable=SC2034
script=www/serve.sh

for argument in "$@"; do
  case $argument in
    -h | --help)
      cat <<'END'
Usage: bash www/serve.sh [--port N] [--base /PATH/]

Builds the page and serves it on http://127.0.0.1:8080/.

  --port N        another port; 0 takes a free one
  --base /PATH/   under a path, as project pages are published
END
      exit 0
      ;;
  esac
done

# shellcheck source=tests/tools.sh
source "$root/tests/tools.sh"
need node 'install Node.js 20 or newer'
# Before the build, which takes minutes.
node serve.mjs --dry-run "$@" .
install_wasm_tools
bash build.sh
exec node serve.mjs "$@"
