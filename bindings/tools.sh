#!/bin/sh
# Installs what makes the Python and the Node.js distributions, as bindings/python/tools.txt says, and prints the folder
# of its commands.
set -eu

cd "$(dirname "$0")"
tools=${CARGO_TARGET_DIR:-$(cd .. && pwd)/target}/python/tools
if ! cmp -s python/tools.txt "$tools/installed.txt"; then
    python3 -m venv --clear "$tools"
    "$tools/bin/pip" install --quiet --requirement python/tools.txt >&2
    cp python/tools.txt "$tools/installed.txt"
fi
echo "$tools/bin"
