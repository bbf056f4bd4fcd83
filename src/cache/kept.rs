//! What the files hold, without a cache: [`list`] and [`clear`].

use std::path::PathBuf;

use super::file::{self, FileStore, default_folder};
use super::policy::Policy;
use super::state::Record;
use super::status::Status;
use super::store::Store as _;
use super::world::{Machine, World as _};
use crate::error::Result;

/// What is kept in the files of this folder, or of the default one of [`Builder::file`](super::Builder::file).
///
/// # Errors
///
/// Why the folder cannot be read. What is wrong with a single token is in its [`Status::unreadable`].
pub fn list(folder: Option<PathBuf>) -> Result<Vec<Status>> {
    let folder = folder.map_or_else(default_folder, Ok)?;
    let now = Machine::default().now();
    let policy = Policy { lead: None, share: 1.0 };
    let mut found = Vec::new();
    for key in file::keys(&folder)? {
        let read = match FileStore::new(&folder, &key, String::new(), None, 0).read(now) {
            Ok(None) => continue,
            Ok(Some(last)) => last.read,
            Err(error) => Err(error),
        };
        found.push(match read {
            Ok(read) => {
                let record = Record { held: read.record.held.or(read.sealed), ..read.record };
                Status::new(read.label, &key, &record, &policy, now)
            }
            Err(error) => Status {
                unreadable: Some(error.into()),
                ..Status::new(String::new(), &key, &Record::default(), &policy, now)
            },
        });
    }
    Ok(found)
}

/// Removes what is kept in the files of this folder, or of the default one of [`Builder::file`](super::Builder::file),
/// under the keys that begin with `key`; and tells how many tokens that were. A process that has one of them in memory goes
/// on using it.
///
/// # Errors
///
/// Why a file cannot be removed.
pub fn clear(folder: Option<PathBuf>, key: &str) -> Result<usize> {
    let folder = folder.map_or_else(default_folder, Ok)?;
    let mut cleared = 0;
    for key in file::keys(&folder)?.into_iter().filter(|name| name.starts_with(key)) {
        let store = FileStore::new(&folder, &key, String::new(), None, 0);
        cleared += usize::from(!store.editions()?.is_empty());
        store.clear()?;
    }
    Ok(cleared)
}
