//! Programs of users find the installed library: by CMake, by pkg-config and by hand, shared and static.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::native::{link_to, output, root, run, scratch};
use crate::prefix::{install_into, prefix};
use crate::support::Sandbox;

const ASK: (&str, &str) = ("ask.c", "a token of 32 bytes\n");
const MINT: (&str, &str) = ("mint.cpp", "007\nsignature\n");

fn source(name: &str) -> PathBuf {
    root().join("tests/install/consumer").join(name)
}

/// Runs a program beside a sandbox and compares what it prints.
fn expect(program: &Path, printed: &str) {
    let sandbox = Sandbox::start(&[]);
    assert_eq!(run(Command::new(program).env("SANDBOX_NLS", &sandbox.nls)), printed, "{program:?}");
}

/// Does the program load the shared library when it starts?
fn is_shared(program: &Path) -> bool {
    run(Command::new("readelf").args(["--dynamic", "--wide"]).arg(program)).contains("[libvoxtoken.so.")
}

/// Configures and builds a CMake project of the tests against an installation, and gives the folder of the programs.
fn cmake(project: &str, installation: &Path, name: &str) -> PathBuf {
    let folder = scratch(name);
    let project = root().join("tests/install").join(project);
    run(Command::new("cmake")
        .arg("-S")
        .arg(project)
        .arg("-B")
        .arg(&folder)
        .arg(format!("-DCMAKE_PREFIX_PATH={}", installation.display()))
        .args(["-DCMAKE_C_FLAGS=-Wall -Wextra -Werror", "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror"]));
    run(Command::new("cmake").arg("--build").arg(&folder));
    folder
}

/// The programs of the CMake project work, and are linked as their names say.
fn expect_cmake(installation: &Path, name: &str) {
    let folder = cmake("consumer", installation, name);
    for (program, printed) in [("ask", ASK.1), ("mint", MINT.1)] {
        for (kind, shared) in [("voxtoken", true), ("static", false)] {
            let program = folder.join(format!("{program}_{kind}"));
            assert_eq!(is_shared(&program), shared, "{program:?}");
            expect(&program, printed);
        }
    }
}

#[test]
fn cmake_finds_the_shared_and_the_static_library() {
    expect_cmake(prefix(), "install/cmake");
}

#[test]
fn cmake_takes_this_version_and_no_other() {
    let project = scratch("install/versions");
    for (version, is_found) in [
        ("0.1", true),
        ("0.1.0 EXACT", true),
        ("0.1.99", false),
        ("0.2", false),
        ("0.0.9", false),
        ("1", false),
    ] {
        let text = format!(
            "cmake_minimum_required(VERSION 3.16)\nproject(versions C)\nfind_package(voxtoken {version} REQUIRED)\n"
        );
        fs::write(project.join("CMakeLists.txt"), text).unwrap();
        let ended = output(
            Command::new("cmake")
                .arg("-S")
                .arg(&project)
                .arg("-B")
                .arg(project.join("build"))
                .arg(format!("-DCMAKE_PREFIX_PATH={}", prefix().display())),
        );
        let _ = fs::remove_dir_all(project.join("build"));
        assert_eq!(ended.status.success(), is_found, "{version}");
    }
}

/// Compiles a program with what `pkg-config` says, as a shell would, and gives the program.
fn pkg_config(
    installation: &Path,
    (source_name, name): (&str, &str),
    options: &str,
    before: &str,
) -> PathBuf {
    let program = scratch(name).join("program");
    let compiler = if source_name.ends_with(".c") { "gcc" } else { "g++" };
    let line = format!(
        "eval {compiler} {before} '\"$SOURCE\"' $(pkg-config --cflags --libs {options} voxtoken) -o '\"$PROGRAM\"'"
    );
    run(Command::new("sh")
        .args(["-euc", &line])
        .env("PKG_CONFIG_PATH", installation.join("lib/pkgconfig"))
        .env("SOURCE", source(source_name))
        .env("PROGRAM", &program));
    program
}

/// [`expect`] for a program that finds its shared library by `LD_LIBRARY_PATH`.
fn expect_with(installation: &Path, program: &Path, printed: &str) {
    let sandbox = Sandbox::start(&[]);
    let mut command = Command::new(program);
    command.env("SANDBOX_NLS", &sandbox.nls).env("LD_LIBRARY_PATH", installation.join("lib"));
    assert_eq!(run(&mut command), printed, "{program:?}");
}

#[test]
fn pkg_config_finds_the_shared_library() {
    for (source, printed) in [ASK, MINT] {
        let program = pkg_config(prefix(), (source, "install/pkg-config"), "", "");
        assert!(is_shared(&program));
        expect_with(prefix(), &program, printed);
    }
}

#[test]
fn pkg_config_finds_the_static_library() {
    let program = pkg_config(prefix(), ("mint.cpp", "install/pkg-config-static"), "--static", "-static");
    let headers = run(Command::new("readelf").args(["--program-headers", "--wide"]).arg(&program));
    assert!(!headers.contains("INTERP"), "nothing is loaded when it starts: {headers}");
    expect(&program, MINT.1);
}

#[test]
fn pkg_config_knows_the_version() {
    let mut command = Command::new("pkg-config");
    command.args(["--modversion", "voxtoken"]).env("PKG_CONFIG_PATH", prefix().join("lib/pkgconfig"));
    assert_eq!(run(&mut command).trim(), env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_compiler_and_nothing_else_links_the_shared_library() {
    for (source_name, printed, compilers) in
        [(ASK.0, ASK.1, ["gcc", "clang"]), (MINT.0, MINT.1, ["g++", "clang++"])]
    {
        for compiler in compilers {
            let program = scratch("install/by-hand-shared").join(compiler);
            run(Command::new(compiler)
                .arg(source(source_name))
                .arg("-I")
                .arg(prefix().join("include"))
                .arg("-L")
                .arg(prefix().join("lib"))
                .arg("-lvoxtoken")
                .arg("-o")
                .arg(&program));
            assert!(is_shared(&program));
            expect_with(prefix(), &program, printed);
        }
    }
}

#[test]
fn a_compiler_and_nothing_else_links_the_static_library() {
    for (source_name, printed, compilers) in
        [(ASK.0, ASK.1, ["gcc", "clang"]), (MINT.0, MINT.1, ["g++", "clang++"])]
    {
        for compiler in compilers {
            let program = scratch("install/by-hand-static").join(compiler);
            run(Command::new(compiler)
                .arg(source(source_name))
                .arg("-I")
                .arg(prefix().join("include"))
                .arg(prefix().join("lib/libvoxtoken.a"))
                .arg("-lm")
                .arg("-o")
                .arg(&program));
            assert!(!is_shared(&program));
            expect(&program, printed);
        }
    }
}

#[test]
fn the_static_library_goes_together_with_another_one_made_by_rust() {
    let folder = scratch("install/two");
    let rustc = Path::new(env!("CARGO")).with_file_name("rustc");
    run(Command::new(rustc)
        .args(["--edition=2024", "--crate-type=staticlib", "-o"])
        .arg(folder.join("libother.a"))
        .arg(source("other.rs")));
    let (ours, other) = (prefix().join("lib/libvoxtoken.a"), folder.join("libother.a"));
    for (compiler, first, second) in
        [("gcc", &ours, &other), ("gcc", &other, &ours), ("clang", &ours, &other), ("clang", &other, &ours)]
    {
        let program = folder.join("two");
        run(Command::new(compiler)
            .arg(source("two.c"))
            .arg("-I")
            .arg(prefix().join("include"))
            .arg(first)
            .arg(second)
            .arg("-lm")
            .arg("-o")
            .arg(&program));
        run(&mut Command::new(&program));
    }
}

/// An installation in a folder with a space in its name that was moved afterwards.
#[test]
fn an_installation_with_a_space_in_its_name_can_be_used_and_moved() {
    let folder = scratch("install/moved");
    let (before, after) = (folder.join("as installed"), folder.join("as moved"));
    install_into(&before);
    expect_cmake(&before, "install/moved-cmake");
    let program = pkg_config(&before, (ASK.0, "install/moved-pkg-config"), "", "");
    expect_with(&before, &program, ASK.1);

    fs::rename(&before, &after).unwrap();
    expect_cmake(&after, "install/moved-cmake");
    let program = pkg_config(&after, (ASK.0, "install/moved-pkg-config"), "--define-prefix", "");
    expect_with(&after, &program, ASK.1);

    expect_compat(&after);
}

/// The targets for the drop-in headers find headers in the three folders that these have.
fn expect_compat(installation: &Path) {
    let headers = installation.join("include/voxtoken-compat");
    fs::create_dir_all(headers.join("agora/cpp/src")).unwrap();
    for name in ["of_nls.h", "agora/cpp/src/of_agora.h"] {
        fs::write(headers.join(name), "").unwrap();
    }
    run(&mut Command::new(cmake("compat", installation, "install/compat").join("main")));
}

#[test]
fn a_million_tokens_of_each_version_through_c_leave_no_memory_behind() {
    let program = scratch("install/growth").join("growth");
    run(Command::new("gcc")
        .args(["-std=c11", "-O2", "-I"])
        .arg(prefix().join("include"))
        .arg(root().join("tests/c/special/growth.c"))
        .args(link_to(&prefix().join("lib")))
        .arg("-o")
        .arg(&program));
    run(Command::new(program).arg("1000000"));
}
