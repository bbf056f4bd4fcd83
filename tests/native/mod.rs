//! Builds the library for C and programs against it, once for all tests, below `target/native`.
#![allow(dead_code)] // each test file uses its part

pub mod garbage;
pub mod prototypes;
pub mod scenarios;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the headers are, as they are in the tree.
pub fn include() -> PathBuf {
    root().join("include")
}

/// A folder of its own for what a test makes.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("native").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Cargo's target folder for the C interface. Its own, because a shared library has no hash in its
/// name: builds of other features would overwrite it.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("native")
}

/// The folder of `libvoxtoken.so` and `libvoxtoken.a`, not optimised, with the panics of the tests in them.
pub fn library() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let _lock = lock("library");
        run(cargo().args([
            "--features",
            "capi",
            "--crate-type",
            "cdylib,staticlib",
            "--",
            "--cfg",
            "vox_test_panic",
        ]));
        let folder = target().join("debug");
        link_soname(&folder);
        folder
    })
}

/// The folder of a `libvoxtoken.so` that a sanitizer (`address`, `thread`) watches, with the panics of the tests in it. The
/// sanitizer's runtime comes with the program.
pub fn sanitized(sanitizer: &str) -> PathBuf {
    let name = format!("native-{sanitizer}");
    let _lock = lock(&name);
    let target = target().with_file_name(&name);
    let triple = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    run(cargo_into(&target)
        .args([
            "--features",
            "capi",
            "--crate-type",
            "cdylib",
            "--target",
            &triple,
            "--",
            "--cfg",
            "vox_test_panic",
        ])
        .env("RUSTC_BOOTSTRAP", "1") // sanitizers are not for stable Rust yet
        .env("RUSTFLAGS", format!("-Zsanitizer={sanitizer} -Cunsafe-allow-abi-mismatch=sanitizer"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS"));
    let folder = target.join(triple).join("debug");
    link_soname(&folder);
    folder
}

/// `cargo rustc` for the library, into the target folder of the C interface.
pub fn cargo() -> Command {
    cargo_into(&target())
}

fn cargo_into(target: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root()).args(["rustc", "--quiet", "--locked", "--lib", "--target-dir"]).arg(target);
    forget_cargo(&mut command);
    command
}

/// Some build scripts look at what Cargo tells tests about themselves, and would run again.
pub fn forget_cargo(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_")
            || ["CARGO_MANIFEST_DIR", "OUT_DIR"].iter().any(|this| name == *this)
        {
            command.env_remove(name);
        }
    }
}

/// Gives the shared library in a folder the name that programs look for when they run.
pub fn link_soname(folder: &Path) {
    let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
    let link = folder.join(format!("libvoxtoken.so.{version}"));
    let _ = fs::remove_file(&link);
    std::os::unix::fs::symlink("libvoxtoken.so", link).unwrap();
}

/// Other test processes wait until the lock is dropped.
#[allow(clippy::incompatible_msrv)] // tests run on a newer Rust than the library needs
pub fn lock(name: &str) -> File {
    fs::create_dir_all(target()).unwrap();
    let lock = File::create(target().join(format!("{name}.lock"))).unwrap();
    lock.lock().unwrap();
    lock
}

/// A compiler's command with the headers and the library of [`library`], all warnings being errors.
/// Add sources, standard and output.
pub fn compiler(program: &str) -> Command {
    let mut command = Command::new(program);
    command.args(["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g", "-pthread", "-I"]).arg(include());
    command
}

/// What links a program against the shared library in a folder; behind the sources.
pub fn link_to(folder: &Path) -> [String; 3] {
    let folder = folder.display();
    [format!("-L{folder}"), "-lvoxtoken".into(), format!("-Wl,-rpath,{folder}")]
}

/// Runs a command to its successful end and gives its standard output.
pub fn run(command: &mut Command) -> String {
    let output = output(command);
    assert!(output.status.success(), "{command:?}: {}\n{}", output.status, both(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a command to its end, whichever it is.
pub fn output(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// What a command wrote to standard output and standard error.
pub fn both(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The programs that need nothing but a sandbox: those that every check runs.
pub fn programs() -> Vec<PathBuf> {
    let mut programs = Vec::new();
    for (folder, ending) in [("c", "c"), ("cpp", "cpp"), ("compat", "cpp")] {
        let files = fs::read_dir(root().join("tests").join(folder)).into_iter().flatten();
        let files = files.map(|file| file.unwrap().path());
        programs.extend(files.filter(|file| file.extension().is_some_and(|found| found == ending)));
    }
    programs.sort();
    programs
}

/// The command that compiles a program in the language and standard of its folder, with all headers.
pub fn compiler_for(source: &Path) -> Command {
    let folder = source.parent().unwrap();
    let (program, standard) = match folder.file_name().and_then(|name| name.to_str()) {
        Some("compat") => ("g++", "-std=c++11"),
        Some("cpp") => ("g++", "-std=c++17"),
        _ => ("gcc", "-std=c11"),
    };
    let mut command = compiler(program);
    for headers in ["compat", "compat/agora", "compat/agora/cpp/src"].map(|name| include().join(name)) {
        if headers.is_dir() {
            command.arg("-I").arg(headers);
        }
    }
    command.arg(standard).arg(source);
    command
}

/// A program's command with the addresses of a sandbox (NLS, DashScope, AIOB), without proxies. A program that hangs ends
/// with exit code 124.
pub fn start(program: &Path, urls: [&str; 3]) -> Command {
    start_under(&[], program, urls)
}

/// As [`start`], under another program such as Valgrind.
pub fn start_under(other: &[&str], program: &Path, [nls, dashscope, aiob]: [&str; 3]) -> Command {
    let mut command = Command::new("timeout");
    command.arg("600").args(other).arg(program);
    command.envs([("SANDBOX_NLS", nls), ("SANDBOX_DASHSCOPE", dashscope), ("SANDBOX_AIOB", aiob)]);
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    command
}
