//! Ends the sandbox with the process that started it, however that one ends.

use std::os::unix::process::parent_id;
use std::time::Duration;

/// How often to look. The system offers no event for it without unsafe code.
const POLL: Duration = Duration::from_millis(100);

/// The process to outlive by a moment at most.
pub struct Parent(u32);

impl Parent {
    /// The process with this id, or else the one that is our parent now. Only a given id
    /// notices a parent that died before we came to look.
    pub fn new(id: Option<u32>) -> Self {
        Self(id.unwrap_or_else(parent_id))
    }

    /// Waits until it is no longer our parent: an orphan is given to another process.
    pub async fn gone(&self) {
        while parent_id() == self.0 {
            tokio::time::sleep(POLL).await;
        }
    }
}
