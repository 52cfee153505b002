#!/usr/bin/env bash
# Lints what GitHub reads: our own workflows, those that the docs show, and those of the golden packs.
# Asks GitHub about the pinned actions too, if GH_TOKEN is set.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
# shellcheck disable=SC2034
script=tests/workflows.sh
# shellcheck source=tests/tools.sh
source tests/tools.sh
install_linters
online=
[ -n "${GH_TOKEN-}" ] || online=--offline

check() { "$venv/bin/check-jsonschema" --quiet --builtin-schema "vendor.$1" "${@:2}"; }

"$venv/bin/zizmor" ${online:+"$online"} --quiet --persona pedantic .github www/docs/*.yml tests/golden
"$venv/bin/python" tests/golden/example/tools/check_action_pins.py .github/workflows www/docs tests/golden/*/.github/workflows
check github-workflows {.,tests/golden/*}/.github/workflows/*.yml www/docs/*.yml
check dependabot {.,tests/golden/*}/.github/dependabot.yml
check github-issue-config .github/ISSUE_TEMPLATE/config.yml
check github-issue-forms .github/ISSUE_TEMPLATE/{bug,figure,idea}.yml

for pack in tests/golden/*/; do
  schema=$(find "$pack" -name '*schema*.json')
  config=$(find "$pack" -name '*config.json' ! -name '*schema*')
  "$venv/bin/check-jsonschema" --quiet --check-metaschema "$schema"
  "$venv/bin/check-jsonschema" --quiet --schemafile "$schema" "$config"
done
