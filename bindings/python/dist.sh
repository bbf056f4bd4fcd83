#!/bin/sh
# Makes the wheel and the source distribution, checks both and puts them into a folder:
#   bindings/python/dist.sh DIR
# The wheel is for every CPython from 3.9 on, on Linux with glibc 2.17 (manylinux2014) or newer.
set -eu

[ $# -eq 1 ] || { echo "usage: dist.sh DIR" >&2 && exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")"
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$(cd ../.. && pwd)/target}
export CARGO_TARGET_DIR

most_bytes=4194304 # 4 MiB
made=$CARGO_TARGET_DIR/python/made

tools=$(sh ../tools.sh)
PATH=$tools:$PATH

# Older Pythons end daemon threads at their exit by unwinding them with the system's unwinder. Zig would link one of its
# own, and the two do not understand each other: such a program would crash.
unwinder=$CARGO_TARGET_DIR/python/unwinder
mkdir -p "$unwinder"
ln -sf "$(cc -print-file-name=libgcc_s.so.1)" "$unwinder/libgcc_s.so.1"

rm -rf "$made"
maturin build --release --zig --compatibility manylinux2014 --out "$made" -- \
    -L native="$unwinder" -l dylib:+verbatim=libgcc_s.so.1
maturin sdist --out "$made"
wheel=$(echo "$made"/*.whl)

verdict=$(auditwheel show "$wheel")
case $verdict in
*'following platform tag: "manylinux_2_17_'* | *'following platform tag:
"manylinux_2_17_'*) ;;
*) echo "$verdict" >&2 && exit 1 ;;
esac
abi3audit --strict "$wheel"
twine --no-color check --strict "$made"/*
bytes=$(wc -c <"$wheel")
[ "$bytes" -le $most_bytes ] || { echo "the wheel has $bytes bytes, more than $most_bytes" >&2 && exit 1; }

cp "$made"/* "$folder/"
for file in "$made"/*; do
    ls -l "$folder/$(basename "$file")"
done
