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
# What belongs to the source, and nothing that an editor, a build or a test has left in these folders.
sources=$(git ls-files bindings/node build.rs src 2>/dev/null) || sources=
[ -n "$sources" ] || sources=$(find bindings/node build.rs src -type f)
echo "$sources" >"$stage/sources.txt"
tar -cf "$stage/sources.tar" -T "$stage/sources.txt"
tar -xf "$stage/sources.tar" -C "$stage"
tar -xzf "$crate/package/voxtoken-$version.crate" -C "$stage"
mv "$stage/bindings/node" "$stage/main"
mv "$stage/main/linux-x64-gnu" "$stage/platform"
mkdir "$stage/main/rust"
mv "$stage/build.rs" "$stage/src" "$stage/main/rust"
mv "$stage/voxtoken-$version/Cargo.toml" "$stage/voxtoken-$version/Cargo.lock" "$stage/main/rust"
# A workspace of its own: it is built inside the projects of others, which may be workspaces, too.
printf '\n[workspace]\n' >>"$stage/main/rust/Cargo.toml"
cp "$module" "$stage/platform/voxtoken.node"
cp LICENSE-* "$stage/main"
cp LICENSE-* "$stage/platform"

for package in main platform; do
    made=$(cd "$stage/$package" && npm pack --silent --ignore-scripts --pack-destination "$folder")
    ls -l "$folder/$made"
    bytes=$(wc -c <"$folder/$made")
    [ $# -eq 2 ] || [ "$bytes" -le $most_bytes ] || { echo "$made has more than $most_bytes bytes" >&2 && exit 1; }
done
