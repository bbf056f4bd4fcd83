#!/usr/bin/env bash
# The Python package, as it is shipped, beside the official clients: runs every benches/python_*.py, and
# fails when one of them misses its goal.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
folder="$CARGO_TARGET_DIR/python/bench"
pip="$folder/venv/bin/pip"
mkdir -p "$folder/dist"
rm -f "$folder"/dist/*
sh "$root/bindings/python/dist.sh" "$folder/dist"
python3 -m venv --clear "$folder/venv"
"$pip" install --quiet aliyun-python-sdk-core==2.15.1 pyperf==2.10.0
# What these two would bring along has nothing to do with tokens.
"$pip" install --quiet --no-deps agora-token-builder==1.0.0 agora-realtime-ai-api==1.1.0
"$pip" install --quiet --no-index --find-links "$folder/dist" --force-reinstall --no-deps voxtoken
cd "$folder"
missed=0
for script in "$root"/benches/python_*.py; do
    "$folder/venv/bin/python" "$script" || missed=1
done
exit $missed
