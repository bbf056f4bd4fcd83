//! Machines, each with its files.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use voxtoken::TokenCache;
use voxtoken::cache::Event;

use crate::cache_cloud::Cloud;

/// A machine with a process that has a cache.
pub struct Host {
    cloud: Cloud,
    url: String,
    folder: TempDir,
    cache: TokenCache,
    events: Arc<Mutex<Vec<String>>>,
}

impl Host {
    pub fn new(cloud: &Cloud, url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (cache, events) = process(cloud, url, &folder);
        Self { cloud: cloud.clone(), url: url.to_owned(), folder, cache, events }
    }

    /// The token in its process, which another process of this machine gets, too.
    #[track_caller]
    pub fn get(&self) -> String {
        let token = self.cache.get().unwrap().value().to_owned();
        let (other, _) = process(&self.cloud, &self.url, &self.folder);
        assert_eq!(other.get().unwrap().value(), token);
        token
    }

    /// The token after a look whether somebody has a newer one.
    pub fn refresh(&self) -> String {
        self.cache.refresh().unwrap().value().to_owned()
    }

    /// Forgets the token while others may read this machine's files, and tells whether that was an error.
    pub fn clear_with_open_files(&self) -> bool {
        let files = self.folder.path().join(self.cache.status().key);
        fs::set_permissions(&files, fs::Permissions::from_mode(0o755)).unwrap();
        let result = self.cache.clear();
        fs::set_permissions(&files, fs::Permissions::from_mode(0o700)).unwrap();
        result.is_err()
    }

    /// The key that the token is kept under.
    pub fn redis_key(&self) -> String {
        format!("voxtoken:{{{}}}", self.cache.status().key)
    }

    /// What its process has told since the last time.
    pub fn events(&self) -> Vec<String> {
        std::mem::take(&mut self.events.lock().unwrap())
    }
}

fn process(cloud: &Cloud, url: &str, folder: &TempDir) -> (TokenCache, Arc<Mutex<Vec<String>>>) {
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = events.clone();
    let observer = move |event: &Event| {
        told.lock().unwrap().push(match event {
            Event::StoreFailed { layer, error } => {
                assert!(!format!("{error:?} {error}").contains("wrong-password"), "{error:?}");
                format!("{} failed", layer.name())
            }
            Event::StoreRecovered { layer } => format!("{} recovered", layer.name()),
            Event::Shared { layer } => format!("shared by {}", layer.name()),
            event => event.name().to_owned(),
        });
    };
    let builder = TokenCache::builder(cloud.source()).clock(cloud.clock.clone()).on_event(observer);
    (builder.file_in(folder.path()).redis(url).build().unwrap(), events)
}
