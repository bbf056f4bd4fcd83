#!/bin/sh
# Fuzzes each target for SECONDS_EACH (60) seconds. New inputs go below target/, not into the tree.
set -eu
cd "$(dirname "$0")/.."
command -v cargo-fuzz >/dev/null || cargo install --locked cargo-fuzz
for target in parse_006 parse_007 explain answers; do
    mkdir -p "target/fuzz-corpus/$target"
    cargo +nightly fuzz run "$target" "target/fuzz-corpus/$target" "fuzz/corpus/$target" -- \
        -max_total_time="${SECONDS_EACH:-60}" -rss_limit_mb=512
done
