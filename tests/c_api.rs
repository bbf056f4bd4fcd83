//! The C interface, used by C programs.

mod native;
mod support;

use native::{compiler, library, link_to, root, run, scratch};

#[test]
fn a_c_program_links_and_runs() {
    let program = scratch("version").join("version");
    run(compiler("gcc")
        .arg("-std=c11")
        .arg(root().join("tests/c/version.c"))
        .args(link_to(library()))
        .arg("-o")
        .arg(&program));
    assert_eq!(run(&mut std::process::Command::new(program)), concat!(env!("CARGO_PKG_VERSION"), "\n"));
}
