//! Installs into folders of the tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::native::{forget_cargo, lock, root, run, scratch, target};

/// `make` with a target and variables such as `PREFIX=/usr`. It builds below Cargo's own target folder, and knows
/// nothing of a `make` that runs the tests. Hold [`lock`] while it runs: all installs share one folder for the layout.
pub fn make(goal: &str, variables: &[String]) -> Command {
    let mut command = Command::new("make");
    command.current_dir(root()).arg("--no-print-directory").arg(goal).args(variables);
    command.env("CARGO", env!("CARGO")).env("CARGO_TARGET_DIR", target().parent().unwrap());
    for name in ["MAKEFLAGS", "MAKELEVEL", "MFLAGS", "DESTDIR"] {
        command.env_remove(name);
    }
    forget_cargo(&mut command);
    command
}

/// Installs into this folder.
pub fn install_into(folder: &Path) {
    let _lock = lock("install");
    run(&mut make("install", &[format!("PREFIX={}", folder.display())]));
}

/// Where the tests that change nothing share an installation.
pub fn prefix() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = scratch("install/shared");
        install_into(&folder);
        folder
    })
}

/// All files and links below a folder, with their paths from there, in order.
pub fn files(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    walk(folder, &mut |path, is_folder| {
        if !is_folder {
            files.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
        }
    });
    files.sort();
    files
}

/// Calls `visit` for everything below a folder, saying whether it is a folder.
pub fn walk(folder: &Path, visit: &mut dyn FnMut(&Path, bool)) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let is_folder = entry.file_type().unwrap().is_dir();
        visit(&entry.path(), is_folder);
        if is_folder {
            walk(&entry.path(), visit);
        }
    }
}
