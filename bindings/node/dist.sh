#!/bin/sh
# Packs the tarballs for npm into a folder: the package, and the native module for this platform.
#   bindings/node/dist.sh DIR [NATIVE_MODULE]
# The native module is made for Linux with glibc 2.17 or newer, unless one is given. The package holds the Rust sources
# too, to be built from where there is no native module.
set -eu

[ $# -eq 1 ] || [ $# -eq 2 ] || { echo "usage: dist.sh DIR [NATIVE_MODULE]" >&2 && exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
export CARGO_TARGET_DIR

most_bytes=4194304 # 4 MiB
target=x86_64-unknown-linux-gnu
stage=$CARGO_TARGET_DIR/node/stage
crate=$CARGO_TARGET_DIR/node/crate
native=$CARGO_TARGET_DIR/node/native # its own target folder: a shared library has no hash in its name
version=$(sed -n '/^version = "/{ s///; s/"$//p; q; }' Cargo.toml)

if [ $# -eq 2 ]; then
    module=$2
else
    module=$native/$target/release/libvoxtoken.so
    tools=$(sh bindings/tools.sh)
    PATH=$tools:$PATH cargo-zigbuild rustc --locked --release --lib --features node --crate-type cdylib \
        --target $target.2.17 --target-dir "$native"
fi
cargo package --quiet --locked --no-verify --allow-dirty --target-dir "$crate"

rm -rf "$stage" && mkdir -p "$stage"
cp -R bindings/node "$stage/main"
mv "$stage/main/linux-x64-gnu" "$stage/platform"
tar -xzf "$crate/package/voxtoken-$version.crate" -C "$stage"
mkdir "$stage/main/rust"
for file in Cargo.toml Cargo.lock build.rs src; do
    mv "$stage/voxtoken-$version/$file" "$stage/main/rust"
done
cp "$module" "$stage/platform/voxtoken.node"
cp LICENSE-* "$stage/main"
cp LICENSE-* "$stage/platform"

for package in main platform; do
    made=$(cd "$stage/$package" && npm pack --silent --ignore-scripts --pack-destination "$folder")
    ls -l "$folder/$made"
    bytes=$(wc -c <"$folder/$made")
    [ $# -eq 2 ] || [ "$bytes" -le $most_bytes ] || { echo "$made has more than $most_bytes bytes" >&2 && exit 1; }
done
