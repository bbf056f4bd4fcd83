#!/usr/bin/env bash
# The Node.js package, as it is shipped, beside the official ones: runs every benches/node/*.mjs, and fails when one of
# them misses its goal.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
folder="$CARGO_TARGET_DIR/node/bench"
rm -rf "$folder"
mkdir -p "$folder"
sh "$root/bindings/node/dist.sh" "$folder/dist"
cp "$root/benches/node/package.json" "$folder/"
cd "$folder"
npm install --loglevel=error --ignore-scripts --no-package-lock
npm install --loglevel=error --ignore-scripts --no-package-lock --no-save --offline ./dist/*.tgz
missed=0
for script in "$root"/benches/node/*.mjs; do
    node --expose-gc "$script" || missed=1
done
exit $missed
