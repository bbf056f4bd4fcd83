//! Tokens in the user's files, shared by the processes of a machine.
//!
//! Each key has a folder, and in it a file for the last edition, such as `00000001800000000000.json`: the first is
//! numbered by the clock, each further one is the next. A new one gets its name only if nobody else has taken it: whoever
//! was stopped and comes too late cannot replace a newer token. The file `lock` stays for ever, because removing a lock
//! file lets two holders in.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind::NotFound, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::seal::Seal;
use super::state::Record;
use super::store::{Kept, Layer, Lock, Store, StoreError};
use super::stored::{self, Read, Written};
use crate::clock::Moment;
use crate::error::{Error, Result};

/// More than any token takes.
const MOST_BYTES: u64 = 256 * 1024;

/// How the names of files begin that are being written.
const UNFINISHED: &str = ".new";
/// Nobody writes for so long.
const LONG_AGO: Duration = Duration::from_secs(3600);
/// The clocks of two machines, or of two starts of one, do not differ by more, in milliseconds.
const CLOCKS_APART: i64 = 60_000;
/// The age of a text of which nobody knows how old it is. No token lives that long.
const UNKNOWN_AGE: i64 = i64::MAX / 4;

/// The folder of one key.
pub(super) struct FileStore {
    folder: PathBuf,
    label: String,
    seal: Option<Arc<Seal>>,
    boot_id: String,
    patience: i64,
}

/// Where tokens are kept unless another folder is named: `voxtoken` in `$XDG_CACHE_HOME`, else in `~/.cache`.
///
/// # Errors
///
/// That there is none: neither `XDG_CACHE_HOME` nor `HOME` is an absolute path.
pub fn default_folder() -> Result<PathBuf> {
    folder_of_user(|name| std::env::var_os(name))
}

/// The same by these variables of the environment.
pub(crate) fn folder_of_user(var: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf> {
    let folder = |name: &str| var(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")));
    let cache = cache.ok_or_else(|| {
        Error::invalid(
            "file",
            "there is no folder for it: neither XDG_CACHE_HOME nor HOME is an absolute path",
        )
    })?;
    Ok(cache.join("voxtoken"))
}

impl FileStore {
    pub fn new(base: &Path, key: &str, label: String, seal: Option<Arc<Seal>>, patience: i64) -> Self {
        let boot_id =
            fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default().trim().to_owned();
        Self { folder: base.join(key), label, seal, boot_id, patience }
    }

    /// Makes the folder, for this user only; or makes sure that it is.
    fn prepare(&self) -> Result<(), StoreError> {
        let explain = |error| self.explain("make", &self.folder, &error);
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder).map_err(explain)?;
        self.is_ours().map(drop)
    }

    /// Whether there is a folder. An error, if others may have put something into it.
    fn is_ours(&self) -> Result<bool, StoreError> {
        let metadata = match fs::symlink_metadata(&self.folder) {
            Err(error) if error.kind() == NotFound => return Ok(false),
            metadata => metadata.map_err(|error| self.explain("read", &self.folder, &error))?,
        };
        let owner = rustix::process::geteuid().as_raw();
        if !metadata.is_dir() || metadata.uid() != owner || metadata.permissions().mode() & 0o077 != 0 {
            let folder = self.folder.display();
            return Err(StoreError::foreign(format!(
                "the folder {folder} must belong to this user only (0700)"
            )));
        }
        Ok(true)
    }

    fn explain(&self, doing: &str, path: &Path, error: &io::Error) -> StoreError {
        StoreError::new(format!("cannot {doing} {}: {error}", path.display()))
    }

    fn path(&self, edition: u64) -> PathBuf {
        self.folder.join(format!("{edition:020}.json"))
    }

    /// The editions that there are, in no order.
    pub fn editions(&self) -> Result<Vec<u64>, StoreError> {
        let explain = |error| self.explain("read", &self.folder, &error);
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == NotFound => return Ok(Vec::new()),
            entries => entries.map_err(explain)?,
        };
        let mut editions = Vec::new();
        for entry in entries {
            let name = entry.map_err(explain)?.file_name();
            editions.extend(name.to_str().and_then(|name| name.strip_suffix(".json")?.parse::<u64>().ok()));
        }
        Ok(editions)
    }

    /// The text of the last edition. Nothing, if there is none.
    fn last(&self) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        // Between looking and opening, a newer one may have replaced it.
        for _ in 0..100 {
            let Some(edition) = self.editions()?.into_iter().max() else { return Ok(None) };
            let path = self.path(edition);
            match File::open(&path).and_then(|file| {
                let mut text = Vec::new();
                file.take(MOST_BYTES).read_to_end(&mut text).map(|_| text)
            }) {
                Err(error) if error.kind() == NotFound => {}
                text => {
                    return text
                        .map(|text| Some((edition, text)))
                        .map_err(|error| self.explain("read", &path, &error));
                }
            }
        }
        Err(StoreError::new(format!("the files in {} change too fast", self.folder.display())))
    }

    /// Removes what writers left who were killed long ago.
    fn remove_unfinished(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in
            entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(UNFINISHED))
        {
            let age =
                entry.metadata().and_then(|metadata| Ok(metadata.modified()?.elapsed().unwrap_or_default()));
            if age.is_ok_and(|age| age > LONG_AGO) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// The last edition. Nothing, if there is none.
    pub fn read(&self, now: Moment) -> Result<Option<Last>, StoreError> {
        if !self.is_ours()? {
            return Ok(None);
        }
        let Some((edition, text)) = self.last()? else { return Ok(None) };
        let read = || {
            let age = self.age(&stored::written(&text)?, now);
            stored::read(&text, self.seal.as_deref(), age, now)
        };
        let named = |error: StoreError| StoreError {
            message: format!("{}: {}", self.path(edition).display(), error.message),
            ..error
        };
        Ok(Some(Last { edition, read: read().map_err(named) }))
    }

    /// How old a text is, by the clock that says more. If another machine wrote it, or this one before it was started anew,
    /// only the wall clock tells; one that is behind the writer's tells nothing.
    fn age(&self, written: &Written, now: Moment) -> i64 {
        let by_wall = now.wall.saturating_sub(written.wall);
        if !self.boot_id.is_empty() && written.boot_id == self.boot_id {
            return by_wall.max(now.boot.saturating_sub(written.boot)).max(0);
        }
        if by_wall < -CLOCKS_APART { UNKNOWN_AGE } else { by_wall.max(0) }
    }
}

/// The last edition, and what is in it or why that cannot be read.
pub(super) struct Last {
    edition: u64,
    pub read: Result<Read, StoreError>,
}

/// The folders of all keys in `base`.
pub(super) fn keys(base: &Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(base) {
        Err(error) if error.kind() == NotFound => return Ok(Vec::new()),
        entries => entries,
    };
    let names = entries
        .and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>());
    let names =
        names.map_err(|error| Error::invalid("file", format!("cannot read {}: {error}", base.display())))?;
    let is_key = |name: &String| name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut keys: Vec<_> =
        names.into_iter().filter_map(|name| name.into_string().ok()).filter(is_key).collect();
    keys.sort();
    Ok(keys)
}

impl Store for FileStore {
    fn layer(&self) -> Layer {
        Layer::File
    }

    fn load(&self, now: Moment) -> Result<Option<Kept>, StoreError> {
        let Some(Last { edition, read }) = self.read(now)? else { return Ok(None) };
        Kept::new(edition, read).map(Some)
    }

    fn try_lock(&self, now: Moment) -> Result<(Option<Lock>, Option<Kept>), StoreError> {
        self.prepare()?;
        let path = self.folder.join("lock");
        let explain = |error| self.explain("lock", &path, &error);
        let open = || OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path);
        let file = open().map_err(explain)?;
        let lock = match file.try_lock() {
            Ok(()) => Some(Lock(Box::new(Locked(file)))),
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(error)) => return Err(explain(error)),
        };
        Ok((lock, self.load(now)?))
    }

    fn publish(&self, record: &Record, seen: u64, now: Moment) -> Result<bool, StoreError> {
        self.prepare()?;
        if self.editions()?.into_iter().max().is_some_and(|last| last != seen) {
            return Ok(false);
        }
        // After all was removed, no edition has the number of an earlier one, which somebody may still have seen.
        let edition = if seen == 0 { now.wall.max(1).cast_unsigned() } else { seen + 1 };
        let path = self.path(edition);
        let explain = |error| self.explain("write", &path, &error);
        let written = Written { wall: now.wall, boot: now.boot, boot_id: self.boot_id.clone() };
        let text = stored::write(record, &self.label, self.seal.as_deref(), written, now)?;
        let mut file =
            tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.folder).map_err(explain)?;
        file.write_all(&text).and_then(|()| file.as_file().sync_all()).map_err(explain)?;
        super::step("written");
        match file.persist_noclobber(&path) {
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            result => drop(result.map_err(|error| explain(error.error))?),
        }
        super::step("renamed");
        let others = self.editions()?;
        // Of those who found nothing, each may have a number of his own.
        if seen == 0 && others.iter().any(|other| (1..edition).contains(other)) {
            let _ = fs::remove_file(&path);
            return Ok(false);
        }
        for old in others.into_iter().filter(|old| *old < edition) {
            let _ = fs::remove_file(self.path(old)); // another may have done it
        }
        self.remove_unfinished();
        Ok(self.editions()?.into_iter().all(|other| other <= edition))
    }

    fn patience(&self) -> i64 {
        self.patience
    }

    fn pause(&self, _: u32) -> (i64, i64) {
        (20, 50)
    }

    fn clear(&self) -> Result<(), StoreError> {
        if !self.is_ours()? {
            return Ok(());
        }
        for edition in self.editions()? {
            let path = self.path(edition);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != NotFound => return Err(self.explain("remove", &path, &error)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// A locked file. A child of `fork` has its descriptor, too: only unlocking sets it free while that child lives.
struct Locked(File);

impl Drop for Locked {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment { wall: 1_800_000_000_000, boot: 5_000_000 };

    fn generation(generation: u64) -> Record {
        Record { generation, ..Record::default() }
    }

    fn kept(store: &FileStore) -> Option<u64> {
        store.load(NOW).unwrap().map(|kept| kept.record.generation)
    }

    #[test]
    fn only_the_edition_that_was_seen_is_replaced() {
        let base = tempfile::tempdir().unwrap();
        let store = FileStore::new(base.path(), "key", String::new(), None, 0);
        let first = NOW.wall.cast_unsigned();
        for (seen, published, then) in [
            (0, 10, 10),
            (0, 11, 10),
            (first, 7, 7),
            (first, 12, 7),
            (0, 13, 7),
            (first + 2, 14, 7),
            (first + 1, 3, 3),
        ] {
            assert_eq!(store.publish(&generation(published), seen, NOW).unwrap(), published == then);
            assert_eq!(kept(&store), Some(then));
        }
        assert_eq!(store.editions().unwrap(), [first + 2]);
        store.clear().unwrap();
        assert_eq!(kept(&store), None);
    }

    #[test]
    fn what_a_killed_writer_left_is_removed_after_a_while() {
        let base = tempfile::tempdir().unwrap();
        let store = FileStore::new(base.path(), "key", String::new(), None, 0);
        store.publish(&generation(1), 0, NOW).unwrap();
        let left = [(".new-old", 2 * LONG_AGO), (".new-young", LONG_AGO / 2)].map(|(name, age)| {
            let path = store.folder.join(name);
            File::create(&path).unwrap().set_modified(std::time::SystemTime::now() - age).unwrap();
            path
        });
        store.publish(&generation(2), NOW.wall.cast_unsigned(), NOW).unwrap();
        assert_eq!(left.map(|path| path.exists()), [false, true]);
    }

    #[test]
    fn of_many_who_have_seen_the_same_edition_one_wins() {
        let base = tempfile::tempdir().unwrap();
        let store = FileStore::new(base.path(), "key", String::new(), None, 0);
        let mut seen = 0;
        for round in 1..50 {
            let publish = |_| store.publish(&generation(round), seen, NOW).unwrap();
            assert_eq!((in_four_threads(publish).len(), kept(&store)), (1, Some(round)));
            seen = store.load(NOW).unwrap().unwrap().edition;
        }
    }

    #[test]
    fn of_many_who_found_nothing_at_different_times_no_two_win() {
        let base = tempfile::tempdir().unwrap();
        let store = FileStore::new(base.path(), "key", String::new(), None, 0);
        for _ in 0..50 {
            let publish = |nth: u64| store.publish(&generation(nth), 0, NOW.plus(nth.cast_signed())).unwrap();
            let won = in_four_threads(publish);
            assert!(won.len() <= 1 && kept(&store).is_some(), "{won:?}");
            assert!(won.iter().all(|nth| kept(&store) == Some(*nth)));
            store.clear().unwrap();
        }
    }

    #[test]
    fn what_was_seen_before_the_files_were_removed_replaces_nothing() {
        let base = tempfile::tempdir().unwrap();
        let store = FileStore::new(base.path(), "key", String::new(), None, 0);
        let mut seen = 0;
        for nth in 1..=5 {
            assert!(store.publish(&generation(nth), seen, NOW).unwrap());
            seen = store.load(NOW).unwrap().unwrap().edition;
        }
        store.clear().unwrap();
        assert!(store.publish(&generation(1), 0, NOW.plus(60_000)).unwrap());
        assert!(!store.publish(&generation(6), seen, NOW.plus(60_000)).unwrap());
        assert_eq!(kept(&store), Some(1));
    }

    /// The numbers from 0 to 3 of the threads that it was true for.
    fn in_four_threads(work: impl Fn(u64) -> bool + Sync) -> Vec<u64> {
        let work = &work;
        std::thread::scope(|scope| {
            let all = [0, 1, 2, 3].map(|nth| (nth, scope.spawn(move || work(nth))));
            all.into_iter().filter_map(|(nth, thread)| thread.join().unwrap().then_some(nth)).collect()
        })
    }
}
