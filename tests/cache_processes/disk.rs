//! Folders that are full, read-only or spoilt: tokens are served all the same.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;
use voxtoken::TokenCache;

use crate::cache_cloud::Cloud;
use crate::cache_worker::Worker;
use crate::sharing;
use crate::support::Sandbox;

/// Whether this user may mount something where nobody else sees it.
fn may_mount() -> bool {
    let mut mount = Command::new("unshare");
    mount.args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).stderr(Stdio::null());
    mount.status().is_ok_and(|status| status.success())
}

/// A program that does this in a shell, where `$0` is the folder, and then becomes the worker.
fn shell(program: &[&str], script: &str, folder: &Path) -> Command {
    let all = [program, &["sh", "-c"]].concat();
    let mut command = Command::new(all[0]);
    command.args(&all[1..]).arg(format!("{script}; exec \"$@\"")).arg(folder);
    command
}

/// A worker that was started like this works from memory, and says once that its folder cannot be used.
fn works_from_memory(program: Command, folder: &Path) {
    let sandbox = Sandbox::start(&[]);
    let mut worker = Worker::start_through(program, &sharing(&sandbox, folder, 8));
    let token = worker.get();
    assert_eq!((worker.get(), sandbox.calls("nls")), (token, 1));
    worker.order("forget");
    worker.answer("forgot");
    worker.get();
    assert_eq!(sandbox.calls("nls"), 2);
    let status = worker.status();
    assert_eq!(status["warnings"].as_array().unwrap().len(), 1, "{status}");
    let mut events: Vec<_> = serde_json::from_value::<Vec<String>>(status["events"].clone()).unwrap();
    events.sort_unstable();
    assert_eq!(events, ["fetched", "fetched", "store_failed"]);
}

#[test]
fn a_full_disk_is_told_once_and_done_without() {
    if !may_mount() {
        return; // the next test does the same with a limit
    }
    let folder = tempfile::tempdir().unwrap();
    let script =
        r#"mount -t tmpfs -o size=16k none "$0" && head -c 1M /dev/zero >"$0/all of it" 2>/dev/null"#;
    works_from_memory(shell(&["unshare", "-rm"], script, folder.path()), folder.path());
}

#[test]
fn a_limit_for_files_is_told_once_and_done_without() {
    let folder = tempfile::tempdir().unwrap();
    works_from_memory(shell(&[], "trap '' XFSZ; ulimit -f 0", folder.path()), folder.path());
}

#[test]
fn a_read_only_file_system_is_told_once_and_done_without() {
    if !may_mount() {
        return; // the next test does the same with a folder
    }
    let folder = tempfile::tempdir().unwrap();
    let script = r#"mount -t tmpfs -o ro none "$0""#;
    works_from_memory(shell(&["unshare", "-rm"], script, folder.path()), folder.path());
}

/// Root may write everywhere, unless it gives that up.
fn without_privileges(folder: &Path) -> Command {
    let mortal: &[&str] = match rustix::process::geteuid().is_root() {
        true => &["setpriv", "--bounding-set", "-dac_override,-dac_read_search"],
        false => &[],
    };
    shell(mortal, ":", folder)
}

#[test]
fn a_read_only_folder_is_told_once_and_done_without() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o500)).unwrap();
    works_from_memory(without_privileges(folder.path()), folder.path());
}

#[test]
fn a_token_in_a_read_only_folder_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(&[]);
    let settings = sharing(&sandbox, folder.path(), 8);
    let token = Worker::start(&settings).get();
    fs::set_permissions(key(folder.path()), Permissions::from_mode(0o500)).unwrap();
    let mut worker = Worker::start_through(without_privileges(folder.path()), &settings);
    assert_eq!((worker.get(), sandbox.calls("nls")), (token, 1));
    assert_eq!(worker.status()["events"], json!(["shared"]));
}

/// The folder of the only key.
fn key(folder: &Path) -> PathBuf {
    fs::read_dir(folder).unwrap().next().unwrap().unwrap().path()
}

/// The last edition in the folder of a key.
fn last(key: &Path) -> PathBuf {
    let all = fs::read_dir(key).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.extension().is_some_and(|extension| extension == "json")).max().unwrap()
}

/// The cache that shares this folder.
fn cache(cloud: &Cloud, folder: &Path) -> TokenCache {
    let builder = TokenCache::builder(cloud.source()).clock(cloud.clock.clone());
    builder.file_in(folder).build().unwrap()
}

#[test]
fn a_file_that_was_cut_off_anywhere_costs_one_call() {
    let base = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    cache(&cloud, base.path()).get().unwrap();
    let key = key(base.path());
    let whole = fs::read(last(&key)).unwrap();
    for length in 0..whole.len() {
        let calls = cloud.calls();
        fs::write(last(&key), &whole[..length]).unwrap();
        let token = format!("T{}", calls + 1);
        assert_eq!(cache(&cloud, base.path()).get().unwrap().value(), token, "{length} bytes");
        assert_eq!(cache(&cloud, base.path()).get().unwrap().value(), token, "{length} bytes");
        assert_eq!(cloud.calls(), calls + 1);
    }
}

#[test]
fn a_damaged_file_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(&[]);
    let settings = sharing(&sandbox, folder.path(), 8);
    Worker::start(&settings).get();
    fs::write(last(&key(folder.path())), "{").unwrap();
    let mut worker = Worker::start(&settings);
    worker.get();
    let status = worker.status();
    let events = json!(["store_failed", "fetched", "store_recovered"]);
    assert_eq!((&status["events"], sandbox.calls("nls")), (&events, 2));
    assert_eq!(status["warnings"].as_array().unwrap().len(), 1, "{status}");
}

#[test]
fn a_file_of_a_later_version_is_told_once_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(&[]);
    let settings = sharing(&sandbox, folder.path(), 8);
    Worker::start(&settings).get();
    let later = key(folder.path()).join("09999999999999999999.json");
    fs::write(&later, r#"{"v":2}"#).unwrap();
    let mut worker = Worker::start(&settings);
    assert_eq!((worker.get(), sandbox.calls("nls")), (worker.get(), 2));
    let status = worker.status();
    assert_eq!(status["events"], json!(["store_failed", "fetched"]));
    assert_eq!(status["warnings"].as_array().unwrap().len(), 1, "{status}");
    assert_eq!(fs::read_to_string(later).unwrap(), r#"{"v":2}"#);
}
