#!/usr/bin/env bash
# Mints and verifies a million tokens of each version through C, with the library as it is shipped; no memory may be left.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
target="${CARGO_TARGET_DIR:-$root/target}/native"
"${CARGO:-cargo}" rustc --quiet --locked --release --lib --features capi --crate-type cdylib \
    --manifest-path "$root/Cargo.toml" --target-dir "$target"
soname="$(readelf --dynamic "$target/release/libvoxtoken.so" | sed -n 's/.*soname: \[\(.*\)\]/\1/p')"
ln -sf libvoxtoken.so "$target/release/$soname"
gcc -std=c11 -O2 -Wall -Wextra -Wpedantic -Werror -I "$root/include" "$root/tests/c/special/growth.c" \
    -L "$target/release" -lvoxtoken "-Wl,-rpath,$target/release" -o "$target/growth"
time "$target/growth" "${1:-1000000}"
