#!/bin/sh
# Lints OpenAPI files: lint.sh [FILE ...], by default every generated one. Needs node 20.19 or 22.12 and newer.
# Exit 0: no error and no warning.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then
    set -- "$here"/../../generated/*/openapi/*.yaml "$here"/../../generated/*/openapi/*.json
fi
for file in "$@"; do
    if [ ! -f "$file" ]; then
        echo "lint.sh: no file $file" >&2
        exit 2
    fi
done
# Exactly the locked packages; nothing of theirs is run while installing.
if [ ! -d "$here/node_modules" ] || [ "$here/package-lock.json" -nt "$here/node_modules/.package-lock.json" ]; then
    npm ci --prefix "$here" --ignore-scripts --no-audit --no-fund
fi
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
failed=0
"$here/node_modules/.bin/redocly" lint --config "$here/redocly.yaml" --max-problems 1000 "$@" || failed=1
"$here/node_modules/.bin/spectral" lint --ruleset "$here/.spectral.yaml" --fail-severity hint "$@" || failed=1
exit $failed
