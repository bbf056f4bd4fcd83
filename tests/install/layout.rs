//! What is installed, and what is in the libraries.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::native::{root, run};
use crate::prefix::{files, prefix};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const SONAME: &str =
    concat!("libvoxtoken.so.", env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));

/// The headers of the tree by the names that they have when installed.
fn headers() -> Vec<String> {
    let headers = files(&root().join("include")).into_iter();
    let installed = headers.map(|name| match name.strip_prefix("compat/") {
        Some(rest) => format!("include/voxtoken-compat/{rest}"),
        None => format!("include/{name}"),
    });
    installed.collect()
}

fn manual_pages() -> Vec<String> {
    let pages = files(&prefix().join("share/man/man1"));
    pages.into_iter().map(|name| format!("share/man/man1/{name}")).collect()
}

#[test]
fn install_puts_these_files_there_and_no_others() {
    let mut wanted: Vec<String> = [
        "bin/voxtoken",
        "lib/cmake/voxtoken/voxtoken-config-version.cmake",
        "lib/cmake/voxtoken/voxtoken-config.cmake",
        "lib/libvoxtoken.a",
        "lib/libvoxtoken.so",
        &format!("lib/{SONAME}"),
        &format!("lib/libvoxtoken.so.{VERSION}"),
        "lib/pkgconfig/voxtoken.pc",
        "share/bash-completion/completions/voxtoken",
        "share/fish/vendor_completions.d/voxtoken.fish",
        "share/voxtoken/manifest.txt",
        "share/zsh/site-functions/_voxtoken",
    ]
    .map(str::to_owned)
    .to_vec();
    wanted.extend(headers());
    wanted.extend(manual_pages()); // which ones: see manual.rs
    wanted.sort();
    assert_eq!(files(prefix()), wanted);
    for header in headers() {
        let source = header.replace("voxtoken-compat", "compat");
        assert_eq!(fs::read(prefix().join(&header)).unwrap(), fs::read(root().join(source)).unwrap());
    }
}

#[test]
fn every_user_may_read_what_is_installed_and_run_the_command() {
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for file in files(prefix()) {
        let runs = file == "bin/voxtoken" || file.contains("/libvoxtoken.so");
        assert_eq!(mode(&prefix().join(&file)), if runs { 0o755 } else { 0o644 }, "{file}");
    }
    let version = run(Command::new(prefix().join("bin/voxtoken")).arg("--version"));
    assert_eq!(version, format!("voxtoken {VERSION}\n"));
}

#[test]
fn completions_are_installed_for_three_shells() {
    for file in [
        "bash-completion/completions/voxtoken",
        "zsh/site-functions/_voxtoken",
        "fish/vendor_completions.d/voxtoken.fish",
    ] {
        let script = fs::read_to_string(prefix().join("share").join(file)).unwrap();
        assert!(script.contains("access-key-secret-file"), "{file}");
    }
}

fn shared() -> PathBuf {
    prefix().join(format!("lib/libvoxtoken.so.{VERSION}"))
}

/// The names that a library defines for others, from `nm` with these options.
pub fn symbols(options: &[&str], library: &Path) -> Vec<String> {
    let lines = run(Command::new("nm").args(options).arg("--defined-only").arg(library));
    let names = lines.lines().filter_map(|line| Some(line.rsplit_once(' ')?.1.to_owned()));
    names.collect()
}

#[test]
fn the_names_of_the_shared_library_lead_to_one_file() {
    let lib = prefix().join("lib");
    assert_eq!(fs::canonicalize(lib.join("libvoxtoken.so")).unwrap(), fs::canonicalize(shared()).unwrap());
    assert_eq!(fs::canonicalize(lib.join(SONAME)).unwrap(), fs::canonicalize(shared()).unwrap());
    assert!(!fs::symlink_metadata(shared()).unwrap().is_symlink());

    let dynamic = run(Command::new("readelf").args(["--dynamic", "--wide"]).arg(shared()));
    assert!(dynamic.contains(&format!("soname: [{SONAME}]")), "{dynamic}");
    assert!(dynamic.contains("NODELETE"), "{dynamic}");
}

#[test]
fn the_shared_library_exports_the_c_interface_and_nothing_else() {
    let names = symbols(&["--dynamic"], &shared());
    assert!(names.len() > 100, "{names:?}");
    for name in names {
        assert!(name.starts_with("vox_") && !name.contains("test_panic"), "{name}");
    }
}

#[test]
fn the_static_library_has_no_names_but_the_same() {
    let mut names = symbols(&["--extern-only"], &prefix().join("lib/libvoxtoken.a"));
    names.retain(|name| !name.starts_with("DW.ref.")); // see bindings/c/install.sh
    let mut wanted = symbols(&["--dynamic"], &shared());
    names.sort();
    wanted.sort();
    assert_eq!(names, wanted);
}

#[test]
fn the_shared_library_is_stripped_and_at_most_4_mib_large() {
    assert_eq!(symbols(&[], &shared()), [""; 0]);
    let size = fs::metadata(shared()).unwrap().len();
    assert!(size <= 4 << 20, "{size} bytes");
}
