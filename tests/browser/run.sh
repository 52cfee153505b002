#!/usr/bin/env bash
# Builds the page and tests it in Chromium, on a desktop's and on a phone's screen. Installs what is missing on a
# bare Debian machine. Arguments go to the runner: bash tests/browser/run.sh editor.spec.mjs --project phone
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
# shellcheck disable=SC2034
script=tests/browser/run.sh
# shellcheck source=tests/tools.sh
source "$root/tests/tools.sh"

step 'Tools'
install_wasm_tools
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm_ci "$root/tests/browser"
install_browser

step 'The page'
bash "$root/www/build.sh"

step 'The page in a browser'
exec node_modules/.bin/playwright test "$@"
