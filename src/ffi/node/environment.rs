//! The environment as JavaScript has it: a worker's `process.env` is its own, and not that of the process.

use napi::bindgen_prelude::Object;

/// `process.env`, or a part of it.
pub struct Environment<'env>(Object<'env>);

impl<'env> Environment<'env> {
    pub fn new(variables: Object<'env>) -> Self {
        Self(variables)
    }

    /// The value of a variable; nothing if it is unset.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).ok().flatten()
    }
}
