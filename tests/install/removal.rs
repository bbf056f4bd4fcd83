//! What `make uninstall` leaves, where DESTDIR leads, and what a failure leaves.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::native::{both, lock, output, run, scratch};
use crate::prefix::{files, make, walk};

#[test]
fn uninstall_removes_what_install_put_there_and_nothing_else() {
    let folder = scratch("install/removed");
    let theirs = [
        "bin/voxtoken-of-theirs",
        "include/voxtoken-compat/theirs.h",
        "lib/libvoxtoken-of-theirs.so",
        "share/man/man1/voxtoken-of-theirs.1",
    ];
    for file in theirs {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    let variables = [format!("PREFIX={}", folder.display())];
    let _lock = lock("install");
    run(&mut make("install", &variables));
    run(&mut make("install", &variables)); // over itself
    assert!(files(&folder).len() > theirs.len() + 10);
    run(&mut make("uninstall", &variables));
    assert_eq!(files(&folder), theirs);
    for file in theirs {
        assert_eq!(fs::read_to_string(folder.join(file)).unwrap(), file);
    }
    for ours in ["lib/cmake/voxtoken", "lib/pkgconfig", "share/voxtoken", "share/bash-completion"] {
        assert!(!folder.join(ours).exists(), "{ours}");
    }

    let again = output(&mut make("uninstall", &variables));
    assert!(!again.status.success() && both(&again).contains("is not installed there"), "{}", both(&again));
    assert_eq!(files(&folder), theirs);
}

#[test]
fn destdir_and_the_folders_are_honoured() {
    let stage = scratch("install/staged");
    let variables = [
        &format!("DESTDIR={}", stage.display()),
        "PREFIX=/opt/vox",
        "BINDIR=/opt/tools",
        "LIBDIR=/opt/vox/lib/x86_64-linux-gnu",
        "INCLUDEDIR=/opt/headers",
        "CMAKEDIR=/opt/vox/share/cmake",
        "DATADIR=/opt/data",
        "MANDIR=/opt/vox/man",
    ]
    .map(str::to_owned);
    let _lock = lock("install");
    run(&mut make("install", &variables));
    for file in [
        "opt/tools/voxtoken",
        "opt/vox/lib/x86_64-linux-gnu/libvoxtoken.so",
        "opt/headers/voxtoken.h",
        "opt/vox/share/cmake/voxtoken/voxtoken-config.cmake",
        "opt/data/voxtoken/manifest.txt",
        "opt/vox/man/man1/voxtoken.1",
    ] {
        assert!(stage.join(file).exists(), "{file}");
    }
    let description =
        fs::read_to_string(stage.join("opt/vox/lib/x86_64-linux-gnu/pkgconfig/voxtoken.pc")).unwrap();
    let folders = "prefix=/opt/vox\nlibdir=${prefix}/lib/x86_64-linux-gnu\nincludedir=/opt/headers\n";
    assert!(description.starts_with(folders), "{description}");
    for file in files(&stage) {
        let is_text = file.ends_with(".pc") || file.ends_with(".cmake") || file.ends_with(".txt");
        if is_text {
            let text = fs::read_to_string(stage.join(&file)).unwrap();
            assert!(!text.contains(stage.to_str().unwrap()), "{file} names DESTDIR");
        }
    }
    run(&mut make("uninstall", &variables));
    assert_eq!(files(&stage), [""; 0]);
}

/// Puts a program in a folder that fails if one of its arguments is `fails_for`, and else does what the real one does.
fn failing(folder: &Path, program: &str, real: &str, fails_for: &str) {
    let script = format!(
        "#!/bin/sh\nfor word; do if [ \"$word\" = '{fails_for}' ]; then echo no >&2; exit 3; fi; done\nexec {real} \"$@\"\n"
    );
    let path = folder.join(program);
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_failure_on_the_way_installs_nothing() {
    let _lock = lock("install");
    for (program, fails_for) in [("cargo", "rustc"), ("cargo", "build"), ("objcopy", "--strip-debug")] {
        let folder = scratch("install/failed");
        let (tools, prefix) = (folder.join("tools"), folder.join("prefix"));
        fs::create_dir(&tools).unwrap();
        let real = match program {
            "cargo" => env!("CARGO").to_owned(),
            _ => run(Command::new("sh").args(["-c", &format!("command -v {program}")])).trim().to_owned(),
        };
        failing(&tools, program, &real, fails_for);
        let mut command = make("install", &[format!("PREFIX={}", prefix.display())]);
        command.env("PATH", format!("{}:{}", tools.display(), std::env::var("PATH").unwrap()));
        command.env("CARGO", "cargo");
        let ended = output(&mut command);
        assert!(!ended.status.success(), "{program} {fails_for}");
        assert!(!prefix.exists(), "{program} {fails_for}: {:?}", files(&prefix));
    }
}

#[test]
fn a_folder_that_is_not_absolute_is_refused() {
    let ended = output(&mut make("install", &["PREFIX=here".to_owned()]));
    assert!(
        !ended.status.success() && both(&ended).contains("here/bin must begin with /"),
        "{}",
        both(&ended)
    );
}

#[test]
fn no_empty_folder_is_left_below_those_that_all_programs_share() {
    let folder = scratch("install/emptied");
    let variables = [format!("PREFIX={}", folder.display())];
    let _lock = lock("install");
    run(&mut make("install", &variables));
    run(&mut make("uninstall", &variables));
    let mut left = Vec::new();
    walk(&folder, &mut |path, _| left.push(path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned()));
    left.sort();
    assert_eq!(left, ["bin", "include", "lib", "lib/cmake", "share", "share/man"]);
}
