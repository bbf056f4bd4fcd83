#!/usr/bin/env bash
# Runs the tests of the Python and the Node.js package at once, each line with its language before it. What measures time
# waits until the other language is through.
set -euo pipefail
set -m # else what runs in the background would not hear Ctrl-C

here=$(cd "$(dirname "$0")" && pwd)

run() { # run LANGUAGE
    bash "$here/$1/run.sh" 2>&1 | sed -u "s/^/$1: /"
}

run python &
python=$!
AFTER=$python run node &
node=$!

trap 'kill -- "-$python" "-$node" 2>/dev/null || true' EXIT

failed=0
for language in $python $node; do
    wait "$language" || failed=1
done
exit $failed
