#!/usr/bin/env bash
# The Python package, as it is shipped, beside the official clients: runs every benches/python_*.py.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
folder="$CARGO_TARGET_DIR/python/bench"
mkdir -p "$folder/dist"
rm -f "$folder"/dist/*
sh "$root/bindings/python/dist.sh" "$folder/dist"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --requirement "$root/benches/python_requirements.txt"
"$folder/venv/bin/pip" install --quiet --no-index --find-links "$folder/dist" --force-reinstall --no-deps voxtoken
cd "$folder"
for script in "$root"/benches/python_*.py; do
    "$folder/venv/bin/python" "$script"
done
