//! What the objects of the three clouds have in common in each language.

use std::sync::Arc;

use arc_swap::{ArcSwap, ArcSwapOption};

use crate::aliyun::{DashToken, NlsToken};
use crate::baidu::AiobToken;
use crate::{Result, Token};

/// An object of the core, and the last token. Many threads may use it at once, and a forked child, too, because
/// nothing is locked.
pub struct Source<T> {
    settings: ArcSwap<T>,
    last: ArcSwapOption<Token>,
}

/// The core's objects, which this module keeps the tokens of.
pub trait Fetch: Clone {
    fn fetch(&self) -> Result<Token>;
}

impl Fetch for NlsToken {
    fn fetch(&self) -> Result<Token> {
        self.fetch()
    }
}

impl Fetch for DashToken {
    fn fetch(&self) -> Result<Token> {
        self.fetch()
    }
}

impl Fetch for AiobToken {
    fn fetch(&self) -> Result<Token> {
        self.fetch()
    }
}

impl<T: Fetch> Source<T> {
    pub fn new(settings: T) -> Self {
        Self { settings: ArcSwap::from_pointee(settings), last: ArcSwapOption::empty() }
    }

    pub fn settings(&self) -> Arc<T> {
        self.settings.load_full()
    }

    #[cfg(feature = "capi")]
    pub fn set(&self, change: impl Fn(T) -> T) {
        self.settings.rcu(|settings| change(T::clone(settings)));
    }

    /// Asks for a token and keeps it in place of the last one. If there is none, the token that was there before is
    /// forgotten, but not one that another thread got meanwhile.
    pub fn apply(&self) -> Result<Arc<Token>> {
        let before = self.last.load_full();
        match self.settings().fetch() {
            Ok(token) => {
                let token = Arc::new(token);
                self.last.store(Some(token.clone()));
                Ok(token)
            }
            Err(error) => {
                self.last.compare_and_swap(&before, None);
                Err(error)
            }
        }
    }

    pub fn last(&self) -> Option<Arc<Token>> {
        self.last.load_full()
    }
}
