#!/bin/sh
# Installs what makes the Python and the Node.js distributions, as bindings/python/tools.txt says, and prints the folder
# of its commands.
set -eu

cd "$(dirname "$0")"
tools=${CARGO_TARGET_DIR:-$(cd .. && pwd)/target}/python/tools
wanted=$(python3 -VV && echo "$tools" && cat python/tools.txt)
if [ "$(cat "$tools/made.txt" 2>/dev/null)" != "$wanted" ]; then
    python3 -m venv --clear "$tools"
    "$tools/bin/pip" install --quiet --requirement python/tools.txt >&2
    echo "$wanted" >"$tools/made.txt"
fi
echo "$tools/bin"
