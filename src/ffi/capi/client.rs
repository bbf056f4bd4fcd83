//! The limits of asking.

use std::time::Duration;

use super::error::vox_error;
use super::guard::{self, bytes, needed};
use crate::http::Client;
use crate::{Error, Result};

/// How clouds are asked: time limits, size limit, root certificates. Objects take a copy with their
/// `_set_client`; without one they have the defaults: https only (plain http for loopback), 3 s to connect, 10 s
/// in all, 1 MiB of answer, the machine's root certificates, proxies from `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`
/// and `NO_PROXY`, no redirects.
pub struct vox_client(pub Client);

/// A client with the defaults, to be freed with `vox_client_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_client_new(client: *mut *mut vox_client, error: *mut *mut vox_error) -> u32 {
    guard::status(error, || {
        let output = needed(client, "client")?;
        output.write(Box::into_raw(Box::new(vox_client(Client::new()))));
        Ok(())
    })
}

/// Frees a client. NULL is allowed. Objects that were given the client keep their copies.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_client_free(client: Option<Box<vox_client>>) {
    guard::free(client)
}

/// How many milliseconds, at least 1, connecting may take, name resolution and TLS included. 3,000 unless set.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_client_set_connect_timeout(
    client: Option<&mut vox_client>,
    milliseconds: u64,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || change(client, |client| Ok(client.connect_timeout(limit(milliseconds)?))))
}

/// How many milliseconds, at least 1, asking for one token may take in all. 10,000 unless set.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_client_set_timeout(
    client: Option<&mut vox_client>,
    milliseconds: u64,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || change(client, |client| Ok(client.timeout(limit(milliseconds)?))))
}

/// How many bytes of an answer are read before it is refused. 1 MiB unless set.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_client_set_max_response_bytes(
    client: Option<&mut vox_client>,
    bytes: usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || change(client, |client| Ok(client.max_response_bytes(bytes))))
}

/// Allows plain http to other machines. Whoever is on the way then reads the secret (AIOB, DashScope) or the
/// token (all). Cannot be taken back.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_client_allow_http(
    client: Option<&mut vox_client>,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || change(client, |client| Ok(client.allow_http())))
}

/// Trusts these root certificates besides the machine's own: `length` bytes of PEM, one certificate or more; those of earlier
/// calls stay.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_client_add_root_certificates(
    client: Option<&mut vox_client>,
    root_certificates: *const u8,
    length: usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let client = needed(client, "client")?;
        client.0 = client
            .0
            .clone()
            .root_certificates(unsafe { bytes(root_certificates, length, "root_certificates") }?)?;
        Ok(())
    })
}

fn change(client: Option<&mut vox_client>, change: impl FnOnce(Client) -> Result<Client>) -> Result<()> {
    let client = needed(client, "client")?;
    client.0 = change(client.0.clone())?;
    Ok(())
}

/// A time limit of nothing would be met by chance.
fn limit(milliseconds: u64) -> Result<Duration> {
    if milliseconds == 0 {
        return Err(Error::invalid("milliseconds", "must be at least 1"));
    }
    Ok(Duration::from_millis(milliseconds))
}
