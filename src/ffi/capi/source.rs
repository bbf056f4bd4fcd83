//! What the objects of the three clouds have in common in C.

use super::guard::{Nullable, needed};
use super::token::vox_token;
use crate::ffi::source::{Fetch, Source};
use crate::{Result, Token};

/// Asks for a token and keeps it; gives it, too, unless `output` is NULL.
pub fn apply<T: Fetch>(source: &Source<T>, output: *mut *mut vox_token) -> Result<()> {
    let token = source.apply()?;
    if let Some(output) = output.not_null() {
        output.write(vox_token::handle(&token));
    }
    Ok(())
}

/// Asks for a token and gives it.
pub fn fetch<T: Fetch>(source: &Source<T>, output: *mut *mut vox_token) -> Result<()> {
    let output = needed(output, "token")?;
    output.write(vox_token::handle(&source.settings().fetch()?));
    Ok(())
}

pub fn last<T: Fetch>(source: &Source<T>) -> Option<*mut vox_token> {
    source.last().as_deref().map(vox_token::handle)
}

pub fn expire_time<T: Fetch>(source: &Source<T>) -> Option<u64> {
    source.last().as_deref().map(Token::expires_at)
}
