#!/bin/sh
# Makes sure that what the tests start is there, from Debian's packages where it is not.
set -eu

missing=
need() { # need COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need clang clang
need cmake cmake
need curl curl
need doxygen doxygen
need g++ g++
need groff groff-base
need javac default-jdk-headless
need mvn maven
need node nodejs
need npm npm
need objcopy binutils
need pkg-config pkg-config
need python3 python3
need redis-server redis-server
need valgrind valgrind
python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"

[ -n "$missing" ] || exit 0
if [ "$(id -u)" -eq 0 ]; then sudo=; else sudo="sudo -n"; fi
echo "installing:$missing"
# shellcheck disable=SC2086 # a list of words on purpose
if ! { $sudo apt-get update -q && $sudo apt-get install -qy --no-install-recommends $missing; }; then
    echo "please install these Debian packages and try again:$missing" >&2
    exit 1
fi
