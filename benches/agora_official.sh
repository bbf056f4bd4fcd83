#!/usr/bin/env bash
# The speed of the official npm package, to be read beside that of `cargo bench --bench agora`.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
folder="${CARGO_TARGET_DIR:-$root/target}/bench-official"
mkdir -p "$folder"
cp "$root/tests/official/package.json" "$folder/"
npm install --prefix "$folder" --no-package-lock --no-audit --no-fund --ignore-scripts --silent
NODE_PATH="$folder/node_modules" node "$root/benches/agora_official.js"
