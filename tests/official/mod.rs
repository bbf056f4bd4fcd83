//! Installs the official clients, once, below `target/official`, and finds them again.
//! Nothing is skipped: a client that cannot be installed is a failed test.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Python of a virtual environment that has the packages of `requirements.txt`.
#[allow(dead_code)] // each test file uses the languages that it needs
pub fn python() -> PathBuf {
    let venv = install("python", "requirements.txt", |folder, manifest| {
        run(Command::new("python3").args(["-m", "venv"]).arg(folder));
        run(Command::new(folder.join("bin/pip"))
            .args(["install", "--quiet", "--disable-pip-version-check", "--requirement"])
            .arg(manifest));
    });
    venv.join("bin/python")
}

/// A folder for `NODE_PATH` with the packages of `package.json`.
#[allow(dead_code)]
pub fn node_path() -> PathBuf {
    let folder = install("node", "package.json", |folder, manifest| {
        fs::create_dir_all(folder).unwrap();
        fs::copy(manifest, folder.join("package.json")).unwrap();
        run(Command::new("npm")
            .args(["install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"])
            .current_dir(folder));
    });
    folder.join("node_modules")
}

/// A Java class path with the packages of `java/pom.xml`.
#[allow(dead_code)]
pub fn java_class_path() -> String {
    let need = "the official Java clients need Java 11 or newer and Maven: \
                install the Debian packages default-jdk-headless and maven";
    let found = |program: &str| Command::new(program).arg("-version").output().is_ok();
    assert!(found("java"), "there is no `java`; {need}");
    let folder = install("java", "java/pom.xml", |folder, manifest| {
        assert!(found("mvn"), "there is no `mvn`; {need}");
        run(Command::new("mvn")
            .args(["--quiet", "--batch-mode", "dependency:copy-dependencies", "--file"])
            .arg(manifest)
            .arg(format!("-DoutputDirectory={}", folder.display())));
    });
    folder.join("*").into_os_string().into_string().expect("the path of the project is UTF-8")
}

/// Where the scripts that drive the official clients are.
#[allow(dead_code)]
pub fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/official").join(name)
}

/// Runs `make` in a fresh folder unless that was done before for the same manifest.
#[allow(clippy::incompatible_msrv)] // tests are for the current Rust
pub fn install(name: &str, manifest: &str, make: impl FnOnce(&Path, &Path)) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("official");
    fs::create_dir_all(&root).unwrap();
    let lock = File::create(root.join(format!("{name}.lock"))).unwrap();
    #[allow(clippy::incompatible_msrv)] // tests run on a newer Rust than the library needs
    lock.lock().unwrap(); // other test processes may want the same folder

    let (folder, stamp) = (root.join(name), root.join(format!("{name}.stamp")));
    let manifest = script(manifest);
    let wanted = fs::read_to_string(&manifest).unwrap();
    if fs::read_to_string(&stamp).ok().as_deref() != Some(&wanted) {
        let _ = fs::remove_dir_all(&folder);
        make(&folder, &manifest);
        fs::write(&stamp, wanted).unwrap();
    }
    folder
}

/// Runs a command to its successful end and gives its standard output.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
