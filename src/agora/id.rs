//! App id and app certificate: 32 hexadecimal characters each, in the case in which they were given.

use crate::error::{Error, Result};
use crate::secret::Secret;

/// The length of an id.
pub(super) const LENGTH: usize = 32;

pub(super) fn is_valid(id: &[u8]) -> bool {
    // Without an early end the compiler checks many bytes at once.
    id.len() == LENGTH && id.iter().fold(true, |all, byte| all & byte.is_ascii_hexdigit())
}

pub(super) fn check_app_id(app_id: &[u8]) -> Result<()> {
    check("app_id", app_id)
}

pub(super) fn is_certificate(certificate: &Secret) -> bool {
    is_valid(certificate.expose().as_bytes())
}

pub(super) fn check_certificate(certificate: &Secret) -> Result<()> {
    check("certificate", certificate.expose().as_bytes())
}

fn check(field: &'static str, id: &[u8]) -> Result<()> {
    if is_valid(id) {
        return Ok(());
    }
    let rule = if id.len() == LENGTH {
        "must be 32 hexadecimal characters, has another character among them".to_owned()
    } else {
        format!("must be 32 hexadecimal characters, has {}", id.len())
    };
    Err(Error::invalid(field, rule))
}
