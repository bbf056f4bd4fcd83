//! The token that an object keeps.

use std::sync::Arc;

use arc_swap::ArcSwapOption;

use crate::{Result, Token};

/// The last token. Many threads may use it at once, and a forked child, too, because nothing is locked.
#[derive(Default)]
pub struct Last(ArcSwapOption<Token>);

impl Last {
    pub fn get(&self) -> Option<Arc<Token>> {
        self.0.load_full()
    }

    /// Keeps what was fetched in place of the last token. If that failed, the token that was there `before` is
    /// forgotten, but not one that another thread got meanwhile.
    pub fn keep(&self, before: &Option<Arc<Token>>, fetched: Result<Token>) -> Result<Arc<Token>> {
        match fetched {
            Ok(token) => {
                let token = Arc::new(token);
                self.0.store(Some(token.clone()));
                Ok(token)
            }
            Err(error) => {
                self.0.compare_and_swap(before, None);
                Err(error)
            }
        }
    }
}
