//! What a [`TokenCache`] promises about the files that processes of a machine share.

mod cache_cloud;

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use cache_cloud::{Cloud, landed};
use voxtoken::cache::{self, Event, TokenState};
use voxtoken::{Error, ErrorKind, Scope, Secret, SourceFn, Token, TokenCache, TokenSource};

/// A cache that shares this folder, and the events that it tells.
fn sharing(cloud: &Cloud, folder: &Path) -> (TokenCache, Arc<Mutex<Vec<String>>>) {
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = events.clone();
    let observer = move |event: &Event| told.lock().unwrap().push(event.name().to_owned());
    let builder = TokenCache::builder(cloud.source()).clock(cloud.clock.clone()).on_event(observer);
    (builder.file_in(folder).build().unwrap(), events)
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

/// All files below, with their text.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push((path.clone(), fs::read_to_string(&path).unwrap())),
        }
    }
    found
}

/// The last edition in the folder of a key.
fn last(key: &Path) -> PathBuf {
    let all = files(key).into_iter().map(|(path, _)| path);
    all.filter(|path| path.extension().is_some_and(|extension| extension == "json")).max().unwrap()
}

#[test]
fn files_share_a_token_between_caches_and_survive_damage() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    let cache = || {
        let builder = TokenCache::builder(cloud.source()).clock(cloud.clock.clone());
        builder.file_in(folder.path()).build().unwrap()
    };
    assert_eq!(cache().get().unwrap().value(), "T1");
    assert_eq!(cache().get().unwrap().value(), "T1");
    assert_eq!(cloud.calls(), 1);
    let key = folder.path().join(cache().status().key);
    fs::write(last(&key), "{").unwrap();
    assert_eq!(cache().get().unwrap().value(), "T2");
    assert_eq!(cache().get().unwrap().value(), "T2");
    fs::write(key.join("09999999999999999999.json"), r#"{"v":2,"secret":"of a later version"}"#).unwrap();
    assert_eq!(cache().get().unwrap().value(), "T3");
    assert_eq!(
        fs::read_to_string(key.join("09999999999999999999.json")).unwrap(),
        r#"{"v":2,"secret":"of a later version"}"#
    );
    assert_eq!(cloud.calls(), 3);
}

#[test]
fn caches_that_start_at_the_same_moment_share_one_call() {
    const CACHES: usize = 8;
    for _ in 0..5 {
        let base = tempfile::tempdir().unwrap();
        let cloud = Cloud::new(3600);
        let start = Barrier::new(2 * CACHES);
        let tokens = thread::scope(|scope| {
            let caches: Vec<_> = (0..CACHES).map(|_| sharing(&cloud, base.path()).0).collect();
            let get = |cache: TokenCache| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    cache.get().unwrap().value().to_owned()
                })
            };
            let threads: Vec<_> =
                caches.into_iter().flat_map(|cache| [get(cache.clone()), get(cache)]).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        assert_eq!((tokens, cloud.calls()), (vec!["T1".to_owned(); 2 * CACHES], 1));
    }
}

#[test]
fn a_process_that_starts_is_served_the_due_token_of_another_while_a_new_one_is_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    sharing(&cloud, folder.path()).0.get().unwrap();
    cloud.clock.advance(3000);
    let (cache, _) = sharing(&cloud, folder.path());
    assert_eq!(cache.get().unwrap().value(), "T1");
    landed(&cache);
    assert_eq!(cache.get().unwrap().value(), "T2");
    assert_eq!(cloud.calls(), 2);
}

#[test]
fn folders_and_files_are_for_their_owner_only() {
    let base = tempfile::tempdir().unwrap();
    let folder = base.path().join("made/on/demand");
    let cloud = Cloud::new(3600);
    let (cache, _) = sharing(&cloud, &folder);
    cache.get().unwrap();
    let key = folder.join(cache.status().key);
    for made in [&base.path().join("made"), &folder, &key] {
        assert_eq!(mode(made), 0o700, "{made:?}");
    }
    let files = files(&folder);
    assert_eq!(files.len(), 2, "{files:?}");
    for (file, _) in files {
        assert_eq!(mode(&file), 0o600, "{file:?}");
    }
}

#[test]
fn a_damaged_file_is_told_once_with_its_name_and_what_to_do() {
    let base = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    let (cache, _) = sharing(&cloud, base.path());
    cache.get().unwrap();
    let file = last(&base.path().join(cache.status().key));
    fs::write(&file, "{").unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let all = told.clone();
    let observer = move |event: &Event| all.lock().unwrap().push(event.clone());
    let builder = TokenCache::builder(cloud.source()).clock(cloud.clock.clone()).on_event(observer);
    let cache = builder.file_in(base.path()).build().unwrap();
    assert_eq!((cache.get().unwrap().value(), cloud.calls()), ("T2", 2));
    assert_eq!(cache.status().counters.file_failures, 1);
    let told = told.lock().unwrap();
    let names: Vec<_> = told.iter().map(Event::name).collect();
    assert_eq!(names, ["store_failed", "fetched", "store_recovered"]);
    let Event::StoreFailed { error, .. } = &told[0] else { panic!() };
    let message = format!("{}: it is damaged: ", file.display());
    assert!(error.message().starts_with(&message), "{error}");
    assert_eq!(error.hint(), "Check owner, rights and space of the folder, or the Redis server.");
}

/// The token that a process gets after another one's file was written under this id of a start, by a wall clock that was
/// ahead by so many milliseconds.
fn written_under(boot_id: Option<&str>, ahead: i64) -> String {
    let base = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    let (cache, _) = sharing(&cloud, base.path());
    cache.get().unwrap();
    let file = last(&base.path().join(cache.status().key));
    let mut text: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let written = &mut text["written"];
    written["wall"] = (written["wall"].as_i64().unwrap() + ahead).into();
    if let Some(boot_id) = boot_id {
        written["boot_id"] = boot_id.into();
    }
    fs::write(&file, text.to_string()).unwrap();
    sharing(&cloud, base.path()).0.get().unwrap().value().to_owned()
}

#[test]
fn a_token_of_which_nobody_knows_how_old_it_is_is_not_served() {
    for start in ["another", ""] {
        assert_eq!(written_under(Some(start), 60_000), "T1");
        assert_eq!(written_under(Some(start), 60_001), "T2");
    }
    assert_eq!(written_under(None, 3_600_000), "T1"); // since this machine was started, another clock tells
}

/// Puts a token into the files of `folder` that nobody should trust, and spoils the folder of its key.
fn not_trusted(spoil: impl FnOnce(&Path)) {
    let base = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    let (planted, _) = sharing(&cloud, base.path());
    planted.get().unwrap();
    let key = base.path().join(planted.status().key);
    spoil(&key);
    let before = files(base.path());
    let (cache, events) = sharing(&cloud, base.path());
    assert_eq!(cache.get().unwrap().value(), "T2");
    assert_eq!(cache.get().unwrap().value(), "T2");
    assert_eq!(*events.lock().unwrap(), ["store_failed", "fetched"]);
    assert_eq!(files(base.path()), before);
}

#[test]
fn a_folder_that_others_may_write_or_read_is_not_used() {
    not_trusted(|key| fs::set_permissions(key, Permissions::from_mode(0o770)).unwrap());
    not_trusted(|key| fs::set_permissions(key, Permissions::from_mode(0o704)).unwrap());
}

#[test]
fn a_folder_of_another_owner_is_not_used() {
    let base = tempfile::tempdir().unwrap();
    if chown(base.path(), Some(65_534), None).is_err() {
        return; // only root gives files away
    }
    not_trusted(|key| chown(key, Some(65_534), None).unwrap());
}

#[test]
fn a_folder_behind_a_symbolic_link_is_not_used() {
    not_trusted(|key| {
        let elsewhere = key.with_extension("elsewhere");
        fs::rename(key, &elsewhere).unwrap();
        symlink(&elsewhere, key).unwrap();
    });
}

#[test]
fn a_folder_that_cannot_be_made_is_told_once_and_done_without() {
    let base = tempfile::tempdir().unwrap();
    let folder = base.path().join("a file");
    fs::write(&folder, "not a folder").unwrap();
    let cloud = Cloud::new(3600);
    let (cache, events) = sharing(&cloud, &folder);
    for token in ["T1", "T2", "T3"] {
        assert_eq!(cache.get().unwrap().value(), token);
        cloud.clock.advance(3600);
    }
    assert_eq!(*events.lock().unwrap(), ["store_failed", "fetched", "fetched", "fetched"]);
    fs::remove_file(&folder).unwrap();
    assert_eq!(cache.get().unwrap().value(), "T4");
    assert_eq!(events.lock().unwrap()[4..], ["fetched", "store_recovered"]);
}

#[test]
fn a_failure_of_another_process_takes_no_token_from_this_one() {
    let base = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    let (cache, _) = sharing(&cloud, base.path());
    cache.get().unwrap();
    fs::remove_dir_all(base.path().join(cache.status().key)).unwrap();
    cloud.answers(Err(Error::new(ErrorKind::Credentials, "disabled")));
    let (cold, _) = sharing(&cloud, base.path());
    assert_eq!(cold.get().unwrap_err().kind(), ErrorKind::Credentials);
    cloud.clock.advance(3000);
    assert_eq!(cold.get().unwrap_err().kind(), ErrorKind::Credentials);
    assert_eq!(cache.get().unwrap().value(), "T1");
    landed(&cache);
    assert_eq!((cache.get().unwrap().value(), cloud.calls()), ("T1", 3));
}

#[test]
fn a_token_found_with_another_process_is_told_and_a_failure_is_not() {
    let base = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    cloud.answers(Err(Error::new(ErrorKind::Credentials, "disabled")));
    let (one, told_one) = sharing(&cloud, base.path());
    let (two, told_two) = sharing(&cloud, base.path());
    assert_eq!(one.get().unwrap_err().kind(), ErrorKind::Credentials);
    assert_eq!(two.get().unwrap_err().kind(), ErrorKind::Credentials);
    cloud.clock.advance(30);
    cloud.answers(Ok(3600));
    assert_eq!((one.get().unwrap().value(), two.get().unwrap().value()), ("T2", "T2"));
    assert_eq!(*told_one.lock().unwrap(), ["failed", "fetched"]);
    assert_eq!(*told_two.lock().unwrap(), ["shared"]);
    assert_eq!(two.status().counters.shared, 1);
}

/// A source with a secret.
struct Sealed(Cloud, &'static str);

impl TokenSource for Sealed {
    fn fetch(&self) -> Result<Token, Error> {
        self.0.fetch()
    }

    fn scope(&self) -> Result<Scope, Error> {
        Ok(Scope::new("sealed"))
    }

    fn secret(&self) -> Option<Secret> {
        Some(self.1.into())
    }
}

#[test]
fn an_encrypted_token_is_shared_with_those_who_have_the_secret_only() {
    let base = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    let told = Arc::new(Mutex::new(Vec::new()));
    let builder = |secret| {
        let (source, told) = (Sealed(cloud.clone(), secret), told.clone());
        let observer = move |event: &Event| told.lock().unwrap().push(format!("{event:?}"));
        TokenCache::builder(source).clock(cloud.clock.clone()).file_in(base.path()).on_event(observer)
    };
    assert_eq!(builder("one").encrypt().build().unwrap().get().unwrap().value(), "T1");
    let texts: String = files(base.path()).into_iter().map(|(_, text)| text).collect();
    assert!(texts.contains("sealed") && !texts.contains(r#""T1""#), "{texts}");
    assert_eq!(builder("one").encrypt().build().unwrap().get().unwrap().value(), "T1");
    assert_eq!(builder("").encrypt_with("one").build().unwrap().get().unwrap().value(), "T1");
    assert_eq!(cloud.calls(), 1);
    let warnings = || told.lock().unwrap().iter().filter(|event| event.contains("encrypted")).count();
    assert_eq!(warnings(), 0);
    assert_eq!(builder("two").encrypt().build().unwrap().get().unwrap().value(), "T2");
    assert_eq!(builder("one").build().unwrap().get().unwrap().value(), "T3");
    // In clear text, anybody could have put it there.
    assert_eq!(builder("one").encrypt().build().unwrap().get().unwrap().value(), "T4");
    assert_eq!(warnings(), 3, "{told:?}");
    let without = builder("").encrypt().build().unwrap_err();
    assert_eq!(without.argument(), Some("encrypt"));
}

#[test]
fn two_scopes_or_namespaces_never_share_a_token() {
    let base = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    let token = |account: &str, namespace: &str| {
        let cloud = cloud.clone();
        let clock = cloud.clock.clone();
        let source = SourceFn::new(Scope::new("test").with("account", account), move || cloud.fetch());
        let builder = TokenCache::builder(source).clock(clock).namespace(namespace);
        builder.file_in(base.path()).build().unwrap().get().unwrap().value().to_owned()
    };
    let all = || [token("a", ""), token("b", ""), token("a", "staging"), token("b", "staging")];
    assert_eq!(all(), ["T1", "T2", "T3", "T4"]);
    assert_eq!(all(), ["T1", "T2", "T3", "T4"]);
}

#[test]
fn list_and_clear_show_and_remove_tokens_without_their_text() {
    let base = tempfile::tempdir().unwrap();
    let make = |name: &'static str| {
        let source = SourceFn::new(Scope::new(name), || Ok(Token::new("the token's text", 4_000_000_000)));
        let cache = TokenCache::builder(source).file_in(base.path()).encrypt_with("secret").build().unwrap();
        cache.get().unwrap();
        cache.status()
    };
    let made = [make("one"), make("two")];
    let listed = cache::list(Some(base.path().into())).unwrap();
    assert!(!format!("{listed:?}").contains("text"));
    let mut labels: Vec<_> = listed.iter().map(|status| status.label.as_str()).collect();
    labels.sort_unstable();
    assert_eq!(labels, ["one", "two"]);
    for status in &listed {
        assert_eq!((status.state, status.expires_at), (TokenState::Fresh, Some(4_000_000_000)));
    }
    assert_eq!(cache::clear(Some(base.path().into()), &made[0].key).unwrap(), 1);
    let left = cache::list(Some(base.path().into())).unwrap();
    assert_eq!(left.iter().map(|status| &status.key).collect::<Vec<_>>(), [&made[1].key]);
    assert_eq!(cache::clear(Some(base.path().into()), "").unwrap(), 1);
    assert!(cache::list(Some(base.path().into())).unwrap().is_empty());
    assert!(cache::list(Some(base.path().join("none"))).unwrap().is_empty());
}

/// Runs one of the tests below in a process of its own, with this folder for caches.
fn in_a_process(test: &str, caches: &Path) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).env("XDG_CACHE_HOME", caches).env("VOXTOKEN_ALONE", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
}

fn alone() -> bool {
    std::env::var_os("VOXTOKEN_ALONE").is_some()
}

#[test]
fn the_default_folder_is_the_users_for_caches() {
    if alone() {
        let cache = TokenCache::builder(Cloud::new(3600).source()).file().build().unwrap();
        cache.get().unwrap();
        let folder = PathBuf::from(std::env::var_os("XDG_CACHE_HOME").unwrap()).join("voxtoken");
        assert!(last(&folder.join(cache.status().key)).is_file());
        assert_eq!(cache::list(None).unwrap().len(), 1);
        return;
    }
    let base = tempfile::tempdir().unwrap();
    in_a_process("the_default_folder_is_the_users_for_caches", base.path());
}

#[test]
fn at_rest_there_is_no_thread_and_no_open_file() {
    if alone() {
        let count = |what| fs::read_dir(format!("/proc/self/{what}")).unwrap().count();
        let base = tempfile::tempdir().unwrap();
        let cloud = Cloud::new(3600);
        let before = (count("task"), count("fd"));
        let (cache, _) = sharing(&cloud, base.path());
        cache.get().unwrap();
        pollster::block_on(cache.get_async()).unwrap();
        // A thread's end shows a moment after its work is done.
        let limit = Instant::now() + Duration::from_secs(10);
        while (count("task"), count("fd")) != before {
            assert!(Instant::now() < limit, "{before:?}, now {:?}", (count("task"), count("fd")));
            thread::yield_now();
        }
        return;
    }
    let base = tempfile::tempdir().unwrap();
    in_a_process("at_rest_there_is_no_thread_and_no_open_file", base.path());
}
