#!/usr/bin/env bash
# Packs the Node.js package, installs both tarballs in an empty folder, and runs the tests against what was installed: on
# Node.js 20, 22 and 24, each once. The machine's own takes the place of that of nodes/package.json with the same major
# version, and is tested beside them if it has another one. What needs to run only once does so on the machine's own.
#   tests/node/run.sh [options of node --test]
# FAST=1 tries a debug build on the machine's Node.js alone, without what runs once. What measures time does so when the
# process AFTER has ended, if one is given.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
work=$CARGO_TARGET_DIR/node
export VOXTOKEN_DIST=$work/dist
unset NODE_OPTIONS NODE_PATH

# install FOLDER NPM_ARGUMENTS...: without scripts, into FOLDER, which has a package.json.
install() {
    local folder=$1
    shift
    (cd "$folder" && npm install --loglevel=error --ignore-scripts --no-package-lock --no-save "$@" >/dev/null)
}

# packages FOLDER MANIFEST: the packages of the manifest, anew when it has changed.
packages() {
    cmp -s "$2" "$work/$1/package.json" && [ -d "$work/$1/node_modules" ] && return
    rm -rf "${work:?}/$1" && mkdir -p "$work/$1" && cp "$2" "$work/$1/package.json" && install "$work/$1" ||
        { rm -rf "${work:?}/$1" && return 1; }
}

# offer FOLDER TESTS: the tests find the packages of the folder.
offer() {
    ln -sfn "$work/$1/node_modules" "$2/node_modules"
}

passed=()
failed=()
attempt() { # attempt NAME FOLDER_OF_NODE TESTS...
    local name=$1 folder=$2
    shift 2
    echo "== Node.js $name ($("$folder/node" --version))"
    local words=("${strict[@]}" "${ends[@]}" --test --test-reporter=spec "${options[@]}" "$@")
    if (cd "$here" && PATH=$folder:$PATH exec node "${words[@]}"); then
        passed+=("$name")
    else
        failed+=("$name")
    fi
}

options=("$@")
strict=(--throw-deprecation --unhandled-rejections=strict)
# A test that waits for what does not come fails, and a file with tests that failed ends.
ends=(--test-timeout=1800000 --test-force-exit)
declare -A nodes
for version in 20 22 24; do
    nodes[$version]=$work/nodes/node_modules/node$version/bin
done
own=
if node "${ends[@]}" -e 0 2>/dev/null; then
    own=$(node -p 'parseInt(process.versions.node)')
    nodes[$own]=$(dirname "$(node -p process.execPath)")
else
    unset FAST # it is too old
fi
rm -rf "$VOXTOKEN_DIST"
if [ -n "${FAST:-}" ]; then
    (cd "$root" && cargo rustc --locked --lib --features node --crate-type cdylib --target-dir "$work/debug")
    sh "$root/bindings/node/dist.sh" "$VOXTOKEN_DIST" "$work/debug/debug/libvoxtoken.so"
else
    sh "$root/bindings/node/dist.sh" "$VOXTOKEN_DIST"
    packages nodes "$here/nodes/package.json"
fi

rm -rf "$work/installed" && mkdir "$work/installed"
echo '{ "private": true }' >"$work/installed/package.json"
install "$work/installed" --offline "$VOXTOKEN_DIST"/*.tgz
offer installed "$here"
if [ -n "${FAST:-}" ]; then
    attempt "$own" "${nodes[$own]}" "$here"/*.test.js
else
    for version in $(printf '%s\n' "${!nodes[@]}" | sort -n); do
        attempt "$version" "${nodes[$version]}" "$here"/*.test.js
    done
    packages once "$here/once/package.json"
    install "$work/once" --offline "$VOXTOKEN_DIST"/*.tgz
    offer once "$here/once"
    attempt once "${nodes[${own:-20}]}" "$here"/once/*.test.js
    [ -z "${AFTER:-}" ] || tail --pid="$AFTER" -f /dev/null
    attempt measured "${nodes[${own:-20}]}" "$here"/measured/*.test.js
fi

echo "Node.js: passed: ${passed[*]:-none}; failed: ${failed[*]:-none}"
[ ${#failed[@]} -eq 0 ] && [ ${#passed[@]} -gt 0 ]
