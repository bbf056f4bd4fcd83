//! The C interface, used by C programs.

mod answers;
mod every_function;
mod header;
mod redis;
mod scenarios;
mod vectors;

#[path = "../native/mod.rs"]
mod native;
#[path = "../support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use native::{compiler_for, library, link_to, prototypes, root, run, scratch, start};
use support::Sandbox;

/// Compiles a program of `tests/c` against the library of the tests.
fn program(name: &str) -> PathBuf {
    build(&root().join("tests/c").join(name).with_extension("c"), &scratch(name))
}

/// Compiles a program into a folder.
fn build(source: &Path, folder: &Path) -> PathBuf {
    let program = folder.join(source.file_stem().unwrap());
    run(compiler_for(source)
        .arg("-I")
        .arg(root().join("tests/c"))
        .args(link_to(library()))
        .arg("-o")
        .arg(&program));
    program
}

/// Runs a program of `tests/c` against a sandbox; it must succeed. Gives what it printed.
fn succeeds(name: &str) -> String {
    let sandbox = Sandbox::start(&[]);
    run(&mut start(&program(name), [&sandbox.nls, &sandbox.dashscope, &sandbox.aiob]))
}

#[test]
fn the_version_of_the_header_is_that_of_the_library() {
    assert_eq!(succeeds("version"), concat!(env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn every_status_has_a_name_and_a_hint() {
    succeeds("status");
}

#[test]
fn nls_asks_keeps_fails_and_has_all_settings() {
    succeeds("nls");
}

#[test]
fn dashscope_asks_keeps_fails_and_has_all_settings() {
    succeeds("dash");
}

#[test]
fn aiob_asks_keeps_fails_and_has_all_settings() {
    succeeds("aiob");
}

#[test]
fn keys_come_from_the_environment() {
    succeeds("from_env");
}

#[test]
fn a_client_limits_how_clouds_are_asked() {
    succeeds("client");
}

#[test]
fn clocks_of_the_caller_are_asked() {
    succeeds("clock");
}

#[test]
fn a_cache_keeps_refreshes_and_shares_tokens() {
    succeeds("cache");
}

#[test]
fn the_log_comes_by_level_and_holds_no_secret() {
    succeeds("log");
}

#[test]
fn agora_tokens_are_made_read_verified_and_explained() {
    succeeds("agora");
}

#[test]
fn long_channels_give_a_token_or_an_error() {
    succeeds("agora_lengths");
}

#[test]
fn a_panic_inside_comes_back_as_an_internal_error() {
    succeeds("panic");
}

#[test]
fn sixty_four_threads_share_one_object_and_one_builder() {
    succeeds("threads");
}

#[test]
fn parent_and_child_go_on_after_a_fork_during_a_call() {
    succeeds("fork");
}

#[test]
fn sixty_four_threads_that_want_a_token_make_one_call() {
    succeeds("cache_threads");
}

#[test]
fn a_child_forked_during_a_fetch_gets_a_token_by_itself() {
    run(&mut Command::new(program("special/cache_fork")));
}

#[test]
fn every_program_is_run_here() {
    let tests = std::fs::read_to_string(root().join("tests/c_api/main.rs")).unwrap();
    for program in native::programs().iter().filter(|program| program.parent().unwrap().ends_with("c")) {
        let name = program.file_stem().unwrap().to_str().unwrap();
        assert!(tests.contains(&format!("succeeds(\"{name}\")")), "{name}");
    }
}

/// tests/install mints a million with the library as it is shipped.
#[test]
fn twenty_thousand_tokens_leave_no_memory_behind() {
    run(Command::new(program("special/growth")).arg("20000"));
}

/// The names of the functions that a shared library gives to C.
fn exported(library: &Path) -> Vec<String> {
    let symbols =
        run(Command::new("nm").args(["--dynamic", "--defined-only", "--format=posix"]).arg(library));
    let mut names: Vec<_> = symbols
        .lines()
        .filter_map(|line| Some(line.split_once(' ')?.0.to_owned()))
        .filter(|name| name.starts_with("vox_"))
        .collect();
    names.sort();
    names
}

/// The names of the functions in the header.
fn in_header() -> Vec<String> {
    let mut names: Vec<_> = prototypes::prototypes().into_iter().map(|function| function.name).collect();
    names.sort();
    names
}

#[test]
fn only_the_library_of_the_tests_panics_on_purpose() {
    let panics: Vec<_> = exported(&library().join("libvoxtoken.so"))
        .into_iter()
        .filter(|name| !in_header().contains(name))
        .collect();
    assert_eq!(panics, ["vox_test_panic", "vox_test_panic_in_free", "vox_test_panic_in_value"]);
    // Cargo has made this one beside the Rust library, maybe later without the feature `capi`: then it exports nothing.
    let ordinary = exported(&Path::new(env!("CARGO_BIN_EXE_voxtoken")).with_file_name("deps/libvoxtoken.so"));
    assert!(ordinary.is_empty() || ordinary == in_header(), "{ordinary:?}");
}
