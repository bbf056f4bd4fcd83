#!/usr/bin/env bash
# Builds the Python package, installs it into an environment of its own for every CPython from 3.9 to 3.13 that is on
# this machine, and runs the tests against what was installed. What needs to run only once does so on python3.
#   tests/python/run.sh [pytest's arguments]
# FAST=1 tries a debug build on python3 alone, without what runs once.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
work=$CARGO_TARGET_DIR/python
export VOXTOKEN_DIST=$work/dist
export PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# The minor version of a CPython that can run the tests; nothing for others.
minor_of() {
    "$1" -c '
import platform, sys, sysconfig, ensurepip, venv
version = sys.version_info
if platform.python_implementation() == "CPython" and (3, 9) <= version[:2] <= (3, 13):
    if not sysconfig.get_config_var("Py_GIL_DISABLED"):
        print(version[1])' 2>/dev/null || true
}

# Fills the array pythons: the minor version and the program. The first of each version that is found counts.
find_pythons() {
    local candidate minor
    for candidate in python3 python3.{9..13} "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python; do
        command -v "$candidate" >/dev/null || continue
        minor=$(minor_of "$candidate")
        if [ -n "$minor" ] && [ -z "${pythons[$minor]:-}" ]; then
            pythons[$minor]=$candidate
        fi
    done
}

# install PYTHON ENVIRONMENT REQUIREMENTS ALONE: the environment is made anew unless it was made here, by the same Python,
# with the same requirements. Those in the file ALONE come without what they would bring along.
install() {
    local python=$1 environment=$work/$2 requirements=$3 alone=$4
    local pip=$environment/bin/pip
    local made
    made=$("$python" -VV && echo "$environment" && cat "$requirements" "$alone") || return
    if [ "$(cat "$environment/made.txt" 2>/dev/null)" != "$made" ]; then
        "$python" -m venv --clear "$environment" &&
            "$pip" install --quiet --requirement "$requirements" &&
            { [ ! -s "$alone" ] || "$pip" install --quiet --no-deps --requirement "$alone"; } &&
            echo "$made" >"$environment/made.txt" || return
    fi
    "$pip" install --quiet --no-index --find-links "$VOXTOKEN_DIST" --force-reinstall --no-deps voxtoken
}

# run_tests ENVIRONMENT TESTS...: in an empty folder, so that nothing but what is installed can be imported.
run_tests() {
    local environment=$work/$1
    shift
    rm -rf "$work/empty" && mkdir "$work/empty" || return
    (cd "$work/empty" && "$environment/bin/python" -m pytest --quiet "$@")
}

rm -rf "$VOXTOKEN_DIST" && mkdir -p "$VOXTOKEN_DIST"
declare -A pythons
if [ -n "${FAST:-}" ]; then
    python3 -m venv --clear "$work/fast"
    MATURIN_PEP517_ARGS="--profile dev" "$work/fast/bin/pip" wheel --quiet --no-deps -w "$VOXTOKEN_DIST" "$root/bindings/python"
    pythons[$(minor_of python3)]=python3
else
    sh "$root/bindings/python/dist.sh" "$VOXTOKEN_DIST"
    find_pythons
fi

passed=()
failed=()
attempt() { # attempt NAME PYTHON REQUIREMENTS ALONE TESTS...
    local name=$1
    echo "== Python $name"
    if install "$2" "$name" "$3" "$4" && run_tests "$name" "${@:5}"; then
        passed+=("$name")
    else
        failed+=("$name")
    fi
}

for minor in {9..13}; do
    if [ -n "${pythons[$minor]:-}" ]; then
        tests=("$here" --ignore "$here/once")
        attempt "3.$minor" "${pythons[$minor]}" "$here/requirements.txt" /dev/null "${tests[@]}" "$@"
    fi
done
if [ -z "${FAST:-}" ]; then
    cat "$here/requirements.txt" "$here/once/requirements.txt" >"$work/once.txt"
    attempt once python3 "$work/once.txt" "$here/once/official.txt" "$here/once" "$@"
fi

echo "Python: passed: ${passed[*]:-none}; failed: ${failed[*]:-none}"
[ ${#failed[@]} -eq 0 ] && [ ${#passed[@]} -gt 0 ]
