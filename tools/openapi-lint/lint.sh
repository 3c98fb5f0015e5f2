#!/bin/sh
# Lints every generated OpenAPI file: lint.sh [FILE ...]. Needs node 20.19 or 22.12 and newer. Exit 0: no error and no warning.
set -eu
cd "$(dirname "$0")"
if [ $# -eq 0 ]; then
    set -- ../../generated/*/openapi/*.yaml ../../generated/*/openapi/*.json
fi
for file in "$@"; do
    if [ ! -f "$file" ]; then
        echo "lint.sh: no file $file" >&2
        exit 2
    fi
done
# Exactly the locked packages; nothing of theirs is run while installing.
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --ignore-scripts --no-audit --no-fund
fi
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
failed=0
node_modules/.bin/redocly lint --config redocly.yaml --max-problems 1000 "$@" || failed=1
node_modules/.bin/spectral lint --ruleset .spectral.yaml --fail-severity hint "$@" || failed=1
exit $failed
