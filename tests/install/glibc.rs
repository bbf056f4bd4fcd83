//! `TARGET_GLIBC=2.17` installs libraries for old systems, made by cargo-zigbuild.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::native::{lock, root, run, scratch};
use crate::official::install;
use crate::prefix::make;
use crate::support::Sandbox;

/// The newest version of glibc that the library may ask for.
const OLDEST: (u32, u32) = (2, 17);

/// A folder with `cargo-zigbuild` and the Python that has `ziglang`.
fn zigbuild() -> PathBuf {
    let venv = install("zig", "zig.txt", |folder, manifest| {
        run(Command::new("python3").args(["-m", "venv"]).arg(folder));
        run(Command::new(folder.join("bin/pip"))
            .args(["install", "--quiet", "--disable-pip-version-check", "--requirement"])
            .arg(manifest));
    });
    venv.join("bin")
}

/// The versions of glibc whose names a library uses.
fn versions(file: &Path) -> Vec<(u32, u32)> {
    let table = run(Command::new("objdump").arg("-T").arg(file));
    let names = table.split(|end: char| end.is_whitespace() || end == '(' || end == ')');
    let versions = names.filter_map(|name| {
        let mut parts = name.strip_prefix("GLIBC_")?.split('.').map(|part| part.parse().unwrap());
        Some((parts.next()?, parts.next()?))
    });
    versions.collect()
}

#[test]
fn target_glibc_2_17_needs_nothing_newer() {
    let prefix = scratch("install/glibc");
    let path = format!("{}:{}", zigbuild().display(), std::env::var("PATH").unwrap());
    let variables = [format!("PREFIX={}", prefix.display()), "TARGET_GLIBC=2.17".to_owned()];
    let install_lock = lock("install");
    run(make("install", &variables).env("PATH", path));
    drop(install_lock);

    let library = prefix.join("lib/libvoxtoken.so");
    let newest = versions(&library).into_iter().max();
    assert!(newest.is_some_and(|newest| newest <= OLDEST), "{newest:?}");
    let size = fs::metadata(&library).unwrap().len();
    assert!(size <= 4 << 20, "{size} bytes");

    let sandbox = Sandbox::start(&[]);
    for (name, libraries) in [("shared", "-lvoxtoken"), ("static", "-l:libvoxtoken.a")] {
        let program = prefix.join(name);
        run(Command::new("gcc")
            .arg(root().join("tests/install/consumer/ask.c"))
            .arg("-I")
            .arg(prefix.join("include"))
            .arg("-L")
            .arg(prefix.join("lib"))
            .args([libraries, "-lm", "-o"])
            .arg(&program));
        let mut command = Command::new(&program);
        command.env("SANDBOX_NLS", &sandbox.nls).env("LD_LIBRARY_PATH", prefix.join("lib"));
        assert_eq!(run(&mut command), "a token of 32 bytes\n");
    }
}
