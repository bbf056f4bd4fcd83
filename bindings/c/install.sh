#!/bin/sh
# Installs the C library, its headers and the command, or takes them away again:
#   bindings/c/install.sh install|uninstall
# Settings, from the environment: PREFIX, BINDIR, LIBDIR, INCLUDEDIR, CMAKEDIR, MANDIR, DATADIR, DESTDIR,
# TARGET_GLIBC, CARGO, CARGO_TARGET_DIR, and SUDO, a command such as sudo for the part that writes below PREFIX.
# For Linux; needs GNU binutils. What is not yet built is built first: if that fails, nothing is installed.
set -eu
umask 022

if [ -n "${prefix:-}" ]; then
    echo "install.sh: write PREFIX in capital letters" >&2
    exit 2
fi

PREFIX=${PREFIX:-/usr/local}
PREFIX=${PREFIX%/}
BINDIR=${BINDIR:-$PREFIX/bin}
LIBDIR=${LIBDIR:-$PREFIX/lib}
INCLUDEDIR=${INCLUDEDIR:-$PREFIX/include}
CMAKEDIR=${CMAKEDIR:-$LIBDIR/cmake}
DATADIR=${DATADIR:-$PREFIX/share}
MANDIR=${MANDIR:-$DATADIR/man}
DESTDIR=${DESTDIR:-}

for folder in "$BINDIR" "$LIBDIR" "$INCLUDEDIR" "$CMAKEDIR" "$DATADIR" "$MANDIR"; do
    case $folder in
    /*) ;;
    *) echo "install.sh: $folder must begin with /" >&2 && exit 2 ;;
    esac
done

cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-$PWD/target}
native=$target/native # its own target folder: a shared library has no hash in its name
stage=$native/stage
version=$(sed -n '/^version = "/{ s///; s/"$//p; q; }' Cargo.toml)
soname=libvoxtoken.so.${version%.*} # build.rs gives it to the library

# Builds into $release and $command. With TARGET_GLIBC the libraries work with that version of glibc and newer ones.
build() {
    set --
    release=$native/release
    build=${CARGO:-cargo}
    if [ -n "${TARGET_GLIBC:-}" ]; then
        host=$(rustc -vV)
        host=$(printf '%s\n' "$host" | sed -n 's/^host: //p')
        set -- --target "$host.$TARGET_GLIBC"
        release=$native/$host/release
        build=cargo-zigbuild
    fi
    system_libraries=$release/native-static-libs
    "$build" rustc --locked --release "$@" --lib --features capi --crate-type cdylib,staticlib \
        --target-dir "$native" -- --print "native-static-libs=$system_libraries"

    command=$target/release/voxtoken
    "${CARGO:-cargo}" build --locked --release --features cli --target-dir "$target"
}

# Copies the static library, made one object with our own names only. As rustc makes it, it cannot be linked beside
# another static library made by Rust: both define rust_eh_personality and more. DW.ref.* are the weak references
# through which C++ and Rust code find their personality routine; local, they would clash again.
copy_static_library() {
    names=$(nm -D --defined-only "$release/libvoxtoken.so")
    # shellcheck disable=SC2046 # a list of words on purpose
    ld -r --gc-sections $(printf '%s\n' "$names" | sed -n 's/.* T \(vox_.*\)/-u \1/p') \
        "$release/libvoxtoken.a" -o "$stage/voxtoken.o"
    objcopy -w --strip-debug --keep-global-symbol='vox_*' --keep-global-symbol='DW.ref.*' "$stage/voxtoken.o"
    ar rcs "$stage/lib/libvoxtoken.a" "$stage/voxtoken.o"
    rm "$stage/voxtoken.o"
}

# What is between a folder and the prefix, such as ../../.. ; the prefix itself if the folder is elsewhere.
way_to_prefix() {
    case $1 in
    "$PREFIX"/*) printf '%s\n' "${1#"$PREFIX"/}" | sed 's|[^/][^/]*|..|g' ;;
    *) printf '%s\n' "$PREFIX" ;;
    esac
}

# A folder below the prefix, written with a variable in its place.
below() {
    case $2 in
    "$PREFIX"/*) printf '%s\n' "$1${2#"$PREFIX"}" ;;
    *) printf '%s\n' "$2" ;;
    esac
}

escaped() {
    printf '%s\n' "$1" | sed 's/[\\&|]/\\&/g'
}

# fill TEMPLATE FILE VARIABLE: writes the template's @names@ in; folders below the prefix begin with the variable.
# libgcc_s is left to the compiler: it links it by itself, and -static would not find it. The last line is for
# pkg-config, whose variables need a backslash before a space.
fill() {
    libraries=$(sed 's/-lgcc_s //' "$system_libraries")
    sed -e "s|@version@|$(escaped "$version")|g" \
        -e "s|@minor@|$(escaped "${version%.*}")|g" \
        -e "s|@soname@|$(escaped "$soname")|g" \
        -e "s|@prefix@|$(escaped "$PREFIX")|g" \
        -e "s|@way_to_prefix@|$(escaped "$(way_to_prefix "$CMAKEDIR/voxtoken")")|g" \
        -e "s|@libdir@|$(escaped "$(below "$3" "$LIBDIR")")|g" \
        -e "s|@includedir@|$(escaped "$(below "$3" "$INCLUDEDIR")")|g" \
        -e "s|@system_libraries@|$(escaped "$libraries")|g" \
        -e '/^[a-z]*=/s/ /\\ /g' \
        "bindings/c/$1" >"$2"
}

# Lays out all that is to be installed, one folder for each place.
lay_out() {
    rm -rf "$stage"
    mkdir -p "$stage/bin" "$stage/lib/pkgconfig" "$stage/include" "$stage/cmake/voxtoken" "$stage/man/man1" \
        "$stage/share/bash-completion/completions" "$stage/share/zsh/site-functions" \
        "$stage/share/fish/vendor_completions.d" "$stage/share/voxtoken"

    cp "$command" "$stage/bin/voxtoken"
    cp "$release/libvoxtoken.so" "$stage/lib/libvoxtoken.so.$version"
    ln -s "libvoxtoken.so.$version" "$stage/lib/$soname"
    ln -s "$soname" "$stage/lib/libvoxtoken.so"
    copy_static_library

    cp -R include/. "$stage/include"
    mv "$stage/include/compat" "$stage/include/voxtoken-compat"

    # shellcheck disable=SC2016 # a variable of pkg-config
    fill voxtoken.pc.in "$stage/lib/pkgconfig/voxtoken.pc" '${prefix}'
    # shellcheck disable=SC2016 # a variable of CMake
    fill voxtoken-config.cmake.in "$stage/cmake/voxtoken/voxtoken-config.cmake" '${voxtoken_prefix}'
    fill voxtoken-config-version.cmake.in "$stage/cmake/voxtoken/voxtoken-config-version.cmake" ''

    "$command" man "$stage/man/man1"
    "$command" completions bash >"$stage/share/bash-completion/completions/voxtoken"
    "$command" completions zsh >"$stage/share/zsh/site-functions/_voxtoken"
    "$command" completions fish >"$stage/share/fish/vendor_completions.d/voxtoken.fish"

    : >"$stage/share/voxtoken/manifest.txt"
    files=$(cd "$stage" && find . ! -type d)
    printf '%s\n' "$files" | sed 's|^\./||' | LC_ALL=C sort >"$stage/share/voxtoken/manifest.txt"

    find "$stage" -type d -exec chmod 755 {} +
    find "$stage" -type f -exec chmod 644 {} +
    chmod 755 "$stage/bin/voxtoken" "$stage/lib/libvoxtoken.so.$version"
}

# Where a folder of the layout goes.
place() {
    case $1 in
    bin) printf '%s\n' "$DESTDIR$BINDIR" ;;
    lib) printf '%s\n' "$DESTDIR$LIBDIR" ;;
    include) printf '%s\n' "$DESTDIR$INCLUDEDIR" ;;
    cmake) printf '%s\n' "$DESTDIR$CMAKEDIR" ;;
    man) printf '%s\n' "$DESTDIR$MANDIR" ;;
    share) printf '%s\n' "$DESTDIR$DATADIR" ;;
    esac
}

manifest=$(place share)/voxtoken/manifest.txt

copy() {
    for folder in bin lib include cmake man share; do
        to=$(place "$folder")
        ${SUDO:-} mkdir -p "$to"
        ${SUDO:-} cp -RP --remove-destination "$stage/$folder/." "$to"
    done
}

# Removes what the manifest lists, and the folders below the places that are empty then.
remove() {
    while IFS= read -r file <&3; do
        to=$(place "${file%%/*}")
        file=${file#*/}
        ${SUDO:-} rm -f "$to/$file"
        while [ "$file" != "${file%/*}" ]; do
            file=${file%/*}
            ${SUDO:-} rmdir "$to/$file" 2>/dev/null || break
        done
    done 3<"$manifest"
}

case ${1:-} in
install)
    build
    lay_out
    if [ -e "$manifest" ]; then remove; fi # an older version may have had other files
    copy
    echo "voxtoken $version is installed below $DESTDIR$PREFIX; how to use it: bindings/c/README.md"
    ;;
uninstall)
    if [ ! -e "$manifest" ]; then
        echo "install.sh: there is no $manifest, so voxtoken is not installed there" >&2
        exit 1
    fi
    remove
    ;;
*)
    echo "usage: install.sh install|uninstall" >&2
    exit 2
    ;;
esac
